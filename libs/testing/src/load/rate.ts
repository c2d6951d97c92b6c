import type { Arrivals } from './arrivals';

/** A stretch of a load in which the rate goes evenly from one value to another, which may be the same. */
export interface RatePhase {
  readonly durationMs: number;
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
}

export interface InstantsOptions {
  /** Default constant. */
  readonly arrivals?: Arrivals;
  /** From 0 to below 1; for Poisson arrivals. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * The instants of the requests of a load whose rate changes, in milliseconds since it begins, ascending. They are made one
 * by one, so that a long load takes no more memory than a short one. What chance does to the gaps of Poisson arrivals it
 * does to their number, too.
 */
export function* instantsOf(
  phases: readonly RatePhase[],
  { arrivals = 'constant', random = Math.random }: InstantsOptions = {},
): Generator<number> {
  // The gaps of a rate of 1, of which the phases make their own by stretching time.
  const gap = arrivals === 'constant' ? () => 1 : () => -Math.log(1 - random());
  let startMs = 0;
  let due = arrivals === 'constant' ? 0 : gap();
  for (const phase of phases) {
    const inPhase = requestsOf(phase);
    for (; due < inPhase; due += gap()) yield startMs + instantOf(due, phase);
    due -= inPhase;
    startMs += phase.durationMs;
  }
}

/** The rate at an instant; 0 when the load is over. */
export function rateAt(phases: readonly RatePhase[], atMs: number): number {
  let leftMs = atMs;
  for (const { durationMs, fromPerSecond, toPerSecond } of phases) {
    if (leftMs < durationMs) return fromPerSecond + ((toPerSecond - fromPerSecond) * leftMs) / durationMs;
    leftMs -= durationMs;
  }
  return 0;
}

export function durationOf(phases: readonly RatePhase[]): number {
  return phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function requestsOf({ durationMs, fromPerSecond, toPerSecond }: RatePhase): number {
  return (((fromPerSecond + toPerSecond) / 2) * durationMs) / 1_000;
}

/** When so many requests of a phase are due: n = from·t + (to − from)·t²/2d, solved for t in the form that is stable. */
function instantOf(due: number, { durationMs, fromPerSecond, toPerSecond }: RatePhase): number {
  if (due === 0) return 0;
  const growth = (toPerSecond - fromPerSecond) / (durationMs / 1_000);
  const root = Math.sqrt(Math.max(0, fromPerSecond ** 2 + 2 * growth * due));
  return (1_000 * (2 * due)) / (fromPerSecond + root);
}
