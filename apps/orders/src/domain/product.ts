/** Something that can be ordered. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  /** Of one, in the smallest unit of its currency. */
  readonly price: number;
  /** ISO 4217. */
  readonly currency: string;
}
