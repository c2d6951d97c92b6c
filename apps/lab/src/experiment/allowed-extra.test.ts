import { allowedExtra } from './allowed-extra';

const retries = { ratio: 0.2, minPerSecond: 10, windowMs: 10_000 };

it.each([
  ['its share and its least in windows without end', 200, 1e9, 0.25],
  ['three windows in a slice less', 200, 29_000, (3 * 500) / 5_800],
  ['one more when slices may lie otherwise', 200, 30_000, (4 * 500) / 6_000],
  ['all of one in a part of it', 200, 5_000, 500 / 1_000],
])('allows %s', (_what, ratePerSecond, spanMs, share) => {
  expect(allowedExtra(retries, ratePerSecond, spanMs)).toBeCloseTo(share, 5);
});
