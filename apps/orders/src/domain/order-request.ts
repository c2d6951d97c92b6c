import { check } from './check';

/** A line that is asked for. */
export interface RequestedLine {
  readonly sku: string;
  readonly quantity: number;
}

/** What a customer asks for, under a key that makes asking again harmless. */
export interface OrderRequest {
  readonly customerId: string;
  readonly idempotencyKey: string;
  readonly lines: readonly RequestedLine[];
}

const maxLines = 100;
const maxQuantity = 1_000;
const key = /^[\x21-\x7e]{1,128}$/;
const skuCharacters = /^\P{Cc}{1,32}$/u;
const customer = /^[A-Za-z0-9_-]{1,64}$/;

/** @throws badField for the first of the contract's limits that it breaks. */
export function checkOrderRequest({ customerId, idempotencyKey, lines }: OrderRequest): void {
  checkCustomerId(customerId);
  const keyRule = 'must be 1 to 128 visible ASCII characters';
  check(key.test(idempotencyKey), 'idempotencyKey', keyRule, idempotencyKey);
  const lineRule = `must have 1 to ${maxLines} lines`;
  check(lines.length >= 1 && lines.length <= maxLines, 'lines', lineRule, lines.length);
  const skus = new Set<string>();
  lines.forEach(({ sku, quantity }, index) => {
    checkSku(sku, `lines.${index}.sku`, skus);
    checkQuantity(quantity, `lines.${index}.quantity`);
  });
}

/** @throws badField. */
export function checkCustomerId(customerId: string): void {
  const rule = 'must be 1 to 64 letters, digits, "_" or "-"';
  check(customer.test(customerId), 'customerId', rule, customerId);
}

function checkSku(sku: string, path: string, before: Set<string>): void {
  check(skuCharacters.test(sku), path, 'must have 1 to 32 characters, no control characters', sku);
  check(!before.has(sku), path, 'must not be in two lines', sku);
  before.add(sku);
}

function checkQuantity(quantity: number, path: string): void {
  const holds = Number.isInteger(quantity) && quantity >= 1 && quantity <= maxQuantity;
  check(holds, path, `must be 1 to ${maxQuantity}`, quantity);
}
