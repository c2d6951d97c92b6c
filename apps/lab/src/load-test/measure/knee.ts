import type { RatePhase } from '@flotilla/testing/load';
import { rateAt } from '@flotilla/testing/load';
import { slowMs } from './timeline';
import type { Interval, Timeline } from './timeline';

/** What a rate may do to requests that is still held. */
export const kneeLimits = { failedShare: 0.001, p99Ms: slowMs } as const;

/** How much a fleet takes. */
export interface Knee {
  /** The highest rate that was held; 0 when none was. */
  readonly ratePerSecond: number;
  /** When that was; null when none was. */
  readonly atMs: number | null;
  /** Whether a higher rate was tried, and not held: else the knee is beyond. */
  readonly reached: boolean;
}

/** Whether a load only ever grows, so that it has a knee. */
export function hasKnee(phases: readonly RatePhase[]): boolean {
  const rates = phases.flatMap(({ fromPerSecond, toPerSecond }) => [fromPerSecond, toPerSecond]);
  const isRising = rates.every((rate, index) => rate >= (rates[index - 1] ?? 0));
  return isRising && (rates.at(-1) ?? 0) > (rates[0] ?? 0);
}

/**
 * The highest rate at which at most 0.1 % of the requests failed and the p99 was at most 250 ms, before two stretches in a
 * row were worse: one alone may be a hiccup of the machine.
 *
 * @param steps the stretches of a load that grows
 * @param lastedMs how long it really lasted: the last stretch may be cut off
 */
export function kneeOf(steps: Timeline, phases: readonly RatePhase[], lastedMs: number): Knee {
  // Rounding may put a last request on the end itself, into a stretch of which nothing was covered.
  const intervals = steps.intervals().filter(({ fromMs }) => fromMs < lastedMs);
  const held = intervals.map(isHeld);
  const broken = held.findIndex((isFine, index) => !isFine && held[index + 1] === false);
  const before = broken < 0 ? intervals : intervals.slice(0, broken);
  const last = before.findLast(isHeld);
  const reached = broken >= 0;
  if (!last) return { ratePerSecond: 0, atMs: null, reached };
  const atMs = (last.fromMs + Math.min(last.fromMs + steps.intervalMs, lastedMs)) / 2;
  return { ratePerSecond: rateAt(phases, atMs), atMs, reached };
}

function isHeld({ requests, failed, p99Ms }: Interval): boolean {
  return failed <= requests * kneeLimits.failedShare && (p99Ms ?? 0) <= kneeLimits.p99Ms;
}
