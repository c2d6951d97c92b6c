import { format } from '../output/units';
import { frame } from './plot';
import type { Plot } from './plot';
import { linearScale, logScale } from './scale';

/** What a plot's values are measured by, from bottom to top. */
export type ValueAxis = Pick<Plot, 'y' | 'formatY'>;

const vertical = [frame.bottom, frame.top] as const;
const headroom = 1.05;
const ticksAtMost = 4;

/** From 1 ms on, by powers of ten. @param ms all that is drawn; NaN where nothing is */
export function latencyAxis(ms: readonly number[]): ValueAxis {
  return {
    y: logScale(1, largest(ms), vertical),
    formatY: (value) => (value < 1_000 ? format(value, 'ms') : `${value / 1_000} s`),
  };
}

/** From 0 to a value, evenly. */
export function evenAxis(max: number, formatY: Plot['formatY']): ValueAxis {
  return { y: linearScale(max, vertical, ticksAtMost), formatY };
}

/** Shares from 0 to a little above the largest, 1 at most. */
export function shareAxis(shares: readonly number[]): ValueAxis {
  return evenAxis(Math.min(1, aboveAll(shares)), (share) => format(share, '%'));
}

/** A little above the largest of some values; above 0 when there are none. */
export function aboveAll(values: readonly number[]): number {
  return largest(values) * headroom;
}

/** NaN is none: `Math.max` would be it, and takes no long lists. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most ? value : most), 0) || 1;
}
