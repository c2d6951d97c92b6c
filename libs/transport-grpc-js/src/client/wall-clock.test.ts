import { toWallClock } from './wall-clock';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it.each([
  [10, 10],
  [10.25, 11],
  [-1.5, -1],
  [2_147_483_000, 2_147_483_000],
  [2_147_483_001, Infinity],
  [Number.MAX_SAFE_INTEGER, Infinity],
  [Infinity, Infinity],
])('puts what is due in %f ms at %f ms from now', (remainingMs, expectedMs) => {
  expect(toWallClock(performance.now() + remainingMs)).toBe(Date.now() + expectedMs);
});
