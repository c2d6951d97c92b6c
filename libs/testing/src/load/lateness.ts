import type { Sample } from './open-loop';

/** What a generator may be late by before it is noticed, and the share of requests that may be later. */
const lateMs = 10;
const toleratedShare = 0.01;

/** How well a generator kept up with its own plan. */
export interface Lateness {
  /** Share of the requests that went out more than 10 ms late. */
  readonly share: number;
  readonly worstMs: number;
  /** Whether that is more than 1 %: then latencies are the generator's as well, and pessimistic. */
  readonly fellBehind: boolean;
}

export function latenessOf(samples: readonly Sample[]): Lateness {
  const late = samples.filter((sample) => sample.lateMs > lateMs).length;
  const share = samples.length === 0 ? 0 : late / samples.length;
  const worstMs = samples.reduce((worst, sample) => Math.max(worst, sample.lateMs), 0);
  return { share, worstMs, fellBehind: share > toleratedShare };
}
