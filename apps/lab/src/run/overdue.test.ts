import type { GaugeReading } from './gauges';
import { overdue } from './overdue';

/** Readings every 200 ms. */
const every200Ms = (...values: readonly number[]): GaugeReading[] =>
  values.map((value, index) => ({ atMs: 200 * index, value }));

it.each([
  ['none when each ends in time', [0, 4, 8, 8, 8], [0, 0, 4, 8, 8], 0],
  ['those that should have ended, and did not', [0, 4, 8, 12, 16], [0, 0, 0, 1, 2], 6],
  ['the worst of the readings', [0, 4, 4, 4, 4], [0, 0, 0, 1, 4], 3],
  ['none that never arrived', [7, 11, 15, 15, 15], [0, 0, 4, 8, 8], 0],
])('counts %s', (_what, begun, ended, calls) => {
  expect(overdue(every200Ms(...begun), every200Ms(...ended), 400)).toBe(calls);
});

it('knows nothing of less than that time', () => {
  expect(overdue(every200Ms(0, 4), every200Ms(0, 4), 400)).toBeNaN();
});
