import { badField, badFieldOf } from './bad-field';
import { CallError } from './call-error';

const field = { path: 'lines.3.sku', reason: 'must be a product, got "TEA"' };

it('names the field in its message', () => {
  const { code, message } = badField(field);
  expect([code, message]).toEqual(['INVALID_ARGUMENT', 'lines.3.sku must be a product, got "TEA"']);
});

it('still knows the field when all that is left of it is what a transport carries', () => {
  const { code, message, metadata } = badField(field);
  expect(badFieldOf(new CallError(code, message, { metadata }))).toEqual(field);
});

it.each([
  ['an error about nothing in particular', {}],
  ['a field that the message does not name', { 'flotilla-bad-field': 'customerId' }],
])('finds no field in %s', (_what, metadata) => {
  expect(badFieldOf(new CallError('INVALID_ARGUMENT', 'no such thing', { metadata }))).toBeUndefined();
});
