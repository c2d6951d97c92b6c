import { toWallClock } from './wall-clock';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it.each([
  [10, 10],
  [10.25, 11],
  [-1.5, -1],
  [Infinity, Infinity],
])('puts what is due in %f ms at %f ms from now', (remainingMs, expectedMs) => {
  expect(toWallClock(performance.now() + remainingMs)).toBe(Date.now() + expectedMs);
});
