import { quote } from './pricing';

const oolong = { sku: 'OOLONG', name: 'Oolong', price: 980, currency: 'EUR' };
const assam = { sku: 'ASSAM', name: 'Assam', price: 690, currency: 'EUR' };
const sencha = { sku: 'SENCHA', name: 'Sencha', price: 1_450, currency: 'JPY' };
const rare = { sku: 'RARE', name: 'Rare', price: 2 ** 50, currency: 'EUR' };
const sold = [rare, sencha, oolong, assam];

const lines = (...entries: [sku: string, quantity: number][]) =>
  entries.map(([sku, quantity]) => ({ sku, quantity }));

describe('a quote', () => {
  it('has the lines in their order, each with its price, and the total', () => {
    expect(quote(lines(['OOLONG', 2], ['ASSAM', 3]), sold)).toEqual({
      lines: [
        { sku: 'OOLONG', quantity: 2, unitPrice: 980 },
        { sku: 'ASSAM', quantity: 3, unitPrice: 690 },
      ],
      total: 4_030,
      currency: 'EUR',
    });
  });

  it('is in the currency of its products', () => {
    expect(quote(lines(['SENCHA', 1]), sold)).toMatchObject({ total: 1_450, currency: 'JPY' });
  });

  it.each([
    [lines(['OOLONG', 1], ['COFFEE', 1]), 'lines.1.sku must be the SKU of a product, got "COFFEE"'],
    [
      lines(['OOLONG', 1], ['SENCHA', 1]),
      'lines.1.sku must be sold in EUR like the first line, got "SENCHA in JPY"',
    ],
    [lines(['RARE', 8]), 'lines must cost at most 9007199254740991 together, got 9007199254740992'],
  ])('of %j is refused', (requested, message) => {
    expect(() => quote(requested, sold)).toThrow(message);
  });
});
