import { parseDuration } from './index';

it.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
  ['0s', 0],
  ['30', undefined],
  ['-1s', undefined],
  ['s', undefined],
  ['1 s', undefined],
  ['1d', undefined],
  ['1.s', undefined],
  ['1h30m', undefined],
  ['', undefined],
])('reads %j as %j ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});
