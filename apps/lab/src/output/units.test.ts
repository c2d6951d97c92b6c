import { format } from './units';

it.each([
  [0.99964, '%', '99.96 %'],
  [0, '%', '0 %'],
  [1.3249, '×', '1.32 ×'],
  [2_001.4, 'ms', '2,001 ms'],
  [4.26, 'ms', '4.3 ms'],
  [30_000, 'count', '30,000'],
  [NaN, '×', 'not measured'],
] as const)('%d in %s is %s', (value, unit, text) => {
  expect(format(value, unit)).toBe(text);
});
