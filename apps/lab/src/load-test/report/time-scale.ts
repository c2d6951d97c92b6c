import { linearScale } from '../../report/scale';
import type { Scale } from '../../report/scale';

const longMs = 600_000;
const ticksAtMost = 6;

/** Time from left to right: in seconds, or from ten minutes on in minutes, with ticks at round ones. */
export function timeScale(
  durationMs: number,
  range: readonly [from: number, to: number],
): Scale & { readonly formatX: (ms: number) => string } {
  const [unitMs, unit] = durationMs < longMs ? [1_000, 's'] : [60_000, 'min'];
  const { at, ticks } = linearScale(durationMs / unitMs, range, ticksAtMost);
  return {
    at: (ms) => at(ms / unitMs),
    ticks: ticks.map((tick) => tick * unitMs),
    formatX: (ms) => `${ms / unitMs} ${unit}`,
  };
}
