import { reconnectBackoffMs } from './reconnect-backoff';

it.each([
  [1, 0.5, 100],
  [2, 0.5, 200],
  [5, 0.5, 1_600],
  [6, 0.5, 2_000],
  [5_000, 0.5, 2_000],
  [1, 0, 80],
  [1, 1, 120],
  [6, 1, 2_400],
])('after failure %i in a row, with the chance %f, is %i ms', (failures, chance, expected) => {
  const options = { reconnectBackoffMs: 100, maxReconnectBackoffMs: 2_000 };
  expect(reconnectBackoffMs(options, failures, () => chance)).toBeCloseTo(expected);
});
