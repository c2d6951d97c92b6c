import { formatDuration, parseDuration } from './duration';

it.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
  ['30', undefined],
  ['-1s', undefined],
  ['s', undefined],
])('reads %s as %j ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each([
  [0, '0 s'],
  [28_263, '28 s'],
  [90_000, '1 min 30 s'],
  [3_600_000, '1 h'],
])('tells %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
