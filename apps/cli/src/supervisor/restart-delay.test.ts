import { restartDelayMs } from './restart-delay';

it.each([
  [1, 0, 250],
  [1, 1, 200],
  [2, 0, 500],
  [6, 0, 8_000],
  [7, 0, 10_000],
  [7, 1, 8_000],
  [5_000, 0, 10_000],
])('after %i failures, with chance %d, waits %i ms', (failures, random, delayMs) => {
  expect(restartDelayMs(failures, random)).toBe(delayMs);
});
