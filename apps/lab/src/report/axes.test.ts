import { aboveAll, evenAxis, latencyAxis, shareAxis } from './axes';
import { frame } from './plot';
import type { ValueAxis } from './axes';

const labels = ({ y, formatY }: ValueAxis): string[] => y.ticks.map(formatY);

it('has latencies by powers of ten, up to the slowest, whatever is missing', () => {
  expect(labels(latencyAxis([NaN, 40, 2_400]))).toEqual(['1 ms', '10 ms', '100 ms', '1 s']);
  expect(labels(latencyAxis([NaN]))).toEqual(['1 ms', '10 ms']);
  expect(latencyAxis([40]).y.at(1)).toBe(frame.bottom);
});

it.each([
  ['a little above the largest', [0.2, NaN, 0.4], 0.42],
  ['no more than all', [0.2, 1], 1],
])('has shares up to %s', (_what, shares, top) => {
  const axis = shareAxis(shares);
  expect(axis.y.at(top)).toBeCloseTo(frame.top);
  expect(labels(axis)[0]).toBe('0 %');
});

it('has other values from 0 to a given one', () => {
  expect(labels(evenAxis(100, String))).toEqual(['0', '25', '50', '75', '100']);
});

it.each([
  [[3, NaN, 20], 21],
  [[], 1.05],
  [[NaN, 0], 1.05],
])('is above all of %j', (values, top) => {
  expect(aboveAll(values)).toBe(top);
});
