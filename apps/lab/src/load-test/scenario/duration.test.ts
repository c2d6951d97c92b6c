import { formatDuration } from './duration';

it.each([
  [0, '0 s'],
  [28_263, '28 s'],
  [90_000, '1 min 30 s'],
  [3_600_000, '1 h'],
])('tells %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
