import { fingerprint } from './fingerprint';

const of = (...lines: [sku: string, quantity: number][]): string =>
  fingerprint({
    customerId: 'ada',
    idempotencyKey: 'k',
    lines: lines.map(([sku, quantity]) => ({ sku, quantity })),
  });

describe('the fingerprint of a request', () => {
  it('is that of what is asked for: 64 hexadecimal digits that no release may change', () => {
    expect(of(['OOLONG', 2])).toBe('6a9728ef5ee6bd1c0177645f0bfee76ce4379938fa151d60dc859b0392a00acd');
  });

  it('does not depend on the order of properties, nor on unknown ones', () => {
    const line = { quantity: 2, price: 1, sku: 'OOLONG' };
    const request = { customerId: 'bob', idempotencyKey: 'other', lines: [line] };
    expect(fingerprint(request)).toBe(of(['OOLONG', 2]));
  });

  it.each([
    ['another quantity', of(['OOLONG', 3])],
    ['another product', of(['ASSAM', 2])],
    ['another line', of(['OOLONG', 2], ['ASSAM', 2])],
    ['what only reads alike', of(['OOLONG', 22])],
  ])('differs for %s', (_what, other) => {
    expect(other).not.toBe(of(['OOLONG', 2]));
  });

  it('differs for another order of lines, which the answer shows', () => {
    expect(of(['A', 1], ['B', 1])).not.toBe(of(['B', 1], ['A', 1]));
  });
});
