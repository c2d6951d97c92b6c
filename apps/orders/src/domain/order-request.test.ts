import { badFieldOf } from '@flotilla/call';
import type { CallError } from '@flotilla/call';
import { checkOrderRequest } from './order-request';
import type { OrderRequest, RequestedLine } from './order-request';

const line: RequestedLine = { sku: 'TEA-OOLONG', quantity: 1 };
const request: OrderRequest = { customerId: 'ada', idempotencyKey: 'k-1', lines: [line] };

function linesOf(count: number): RequestedLine[] {
  return Array.from({ length: count }, (_, index) => ({ sku: `TEA-${index}`, quantity: 1 }));
}

function fieldOf(changes: Partial<OrderRequest>) {
  try {
    checkOrderRequest({ ...request, ...changes });
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
    return badFieldOf(error as CallError);
  }
}

describe('a request for an order', () => {
  it.each<[string, Partial<OrderRequest>]>([
    ['a customer of 64 characters', { customerId: 'aZ09_-xx'.repeat(8) }],
    ['a key of 128 characters', { idempotencyKey: '!~'.repeat(64) }],
    ['100 lines', { lines: linesOf(100) }],
    ['a SKU of 32 characters', { lines: [{ ...line, sku: '😀'.repeat(32) }] }],
    ['1,000 of a product', { lines: [{ ...line, quantity: 1_000 }] }],
  ])('may have %s', (_what, changes) => {
    expect(fieldOf(changes)).toBeUndefined();
  });

  const customerRule = 'must be 1 to 64 letters, digits, "_" or "-", got';
  const keyRule = 'must be 1 to 128 visible ASCII characters, got';
  const skuRule = 'must have 1 to 32 characters, no control characters, got';
  it.each<[Partial<OrderRequest>, string, string]>([
    [{ customerId: '' }, 'customerId', `${customerRule} ""`],
    [{ customerId: 'a b' }, 'customerId', `${customerRule} "a b"`],
    [{ customerId: 'ada\n' }, 'customerId', `${customerRule} "ada\\n"`],
    [{ customerId: 'é' }, 'customerId', `${customerRule} "é"`],
    [{ customerId: 'x'.repeat(4_000) }, 'customerId', `${customerRule} 4000 characters`],
    [{ idempotencyKey: '' }, 'idempotencyKey', `${keyRule} ""`],
    [{ idempotencyKey: 'a b' }, 'idempotencyKey', `${keyRule} "a b"`],
    [{ idempotencyKey: 'x'.repeat(129) }, 'idempotencyKey', `${keyRule} 129 characters`],
    [{ lines: [] }, 'lines', 'must have 1 to 100 lines, got 0'],
    [{ lines: linesOf(101) }, 'lines', 'must have 1 to 100 lines, got 101'],
    [{ lines: [{ sku: '', quantity: 1 }] }, 'lines.0.sku', `${skuRule} ""`],
    [{ lines: [line, { sku: 'T\0', quantity: 1 }] }, 'lines.1.sku', `${skuRule} "T\\u0000"`],
    [{ lines: [line, line] }, 'lines.1.sku', 'must not be in two lines, got "TEA-OOLONG"'],
    [{ lines: [{ ...line, quantity: 0 }] }, 'lines.0.quantity', 'must be 1 to 1000, got 0'],
    [{ lines: [{ ...line, quantity: 1e9 }] }, 'lines.0.quantity', 'must be 1 to 1000, got 1000000000'],
    [{ lines: [{ ...line, quantity: 1.5 }] }, 'lines.0.quantity', 'must be 1 to 1000, got 1.5'],
  ])('%j is refused for %s', (changes, path, reason) => {
    expect(fieldOf(changes)).toEqual({ path, reason });
  });
});
