import { badField } from '@flotilla/call';
import { check } from './check';
import type { OrderLine } from './order';
import type { RequestedLine } from './order-request';
import type { Product } from './product';

/** What lines cost, all in one currency. */
export interface Quote {
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly currency: string;
}

/** @throws badField for a product that is not sold, a second currency, or a total beyond exact numbers. */
export function quote(requested: readonly RequestedLine[], sold: readonly Product[]): Quote {
  const bySku = new Map(sold.map((product) => [product.sku, product]));
  const products = requested.map(({ sku }, index) => bySku.get(sku) ?? unknown(sku, index));
  const currency = products[0]?.currency ?? '';
  products.forEach((product, index) => {
    const rule = `must be sold in ${currency} like the first line`;
    check(product.currency === currency, `lines.${index}.sku`, rule, `${product.sku} in ${product.currency}`);
  });
  const lines = requested.map((line, index) => ({ ...line, unitPrice: products[index]?.price ?? 0 }));
  return { lines, total: totalOf(lines), currency };
}

function unknown(sku: string, index: number): never {
  throw badField({
    path: `lines.${index}.sku`,
    reason: `must be the SKU of a product, got ${JSON.stringify(sku)}`,
  });
}

function totalOf(lines: readonly OrderLine[]): number {
  const total = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  // A sum of positive numbers that ends below the limit was exact all the way.
  const rule = `must cost at most ${Number.MAX_SAFE_INTEGER} together`;
  check(Number.isSafeInteger(total), 'lines', rule, total);
  return total;
}
