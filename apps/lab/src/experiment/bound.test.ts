import { atLeast, atMost, isKept, none, within } from './bound';

it.each([
  [atLeast(0.999, '%'), '≥ 99.9 %', 0.999, true],
  [atLeast(0.999, '%'), '≥ 99.9 %', 0.9989, false],
  [atMost(2, '×'), '≤ 2 ×', 2, true],
  [atMost(2, '×'), '≤ 2 ×', 2.01, false],
  [none, '0', 0, true],
  [none, '0', 1, false],
  [within(1 / 3, 0.05, '%'), '33.33 % ± 5 %', 0.3, true],
  [within(1 / 3, 0.05, '%'), '33.33 % ± 5 %', 0.39, false],
  [atMost(1_000, 'ms'), '≤ 1,000 ms', NaN, false],
])('%j reads %s; of %d it says %s', (bound, text, measured, kept) => {
  expect(bound.text).toBe(text);
  expect(isKept(bound, measured)).toBe(kept);
});
