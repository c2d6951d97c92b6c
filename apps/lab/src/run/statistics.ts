import { createHistogram } from 'node:perf_hooks';

const longestMs = 600_000;
/** Significant digits: a value is told to 0.1 %. */
const figures = 3;

/**
 * Percentiles of durations in milliseconds, from an HDR histogram in microseconds.
 *
 * @param percentages above 0, to 100
 * @returns one value for each; NaN when there are no durations
 */
export function percentiles(durationsMs: Iterable<number>, percentages: readonly number[]): number[] {
  const histogram = createHistogram({ highest: longestMs * 1_000, figures });
  for (const durationMs of durationsMs)
    histogram.record(Math.min(longestMs * 1_000, Math.max(1, Math.round(durationMs * 1_000))));
  return percentages.map((each) => (histogram.count === 0 ? NaN : histogram.percentile(each) / 1_000));
}
