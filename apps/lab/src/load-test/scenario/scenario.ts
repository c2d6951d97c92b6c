import type { Arrivals, RatePhase } from '@flotilla/testing/load';

/** What can be asked of the gateway. */
export const routes = ['greetings', 'orders'] as const;
export type Route = (typeof routes)[number];

/** How much of each, relative to the others; at least one is above 0. */
export type Mix = Readonly<Partial<Record<Route, number>>>;

/** When to end a load before its time: the fleet is broken, and more of it would show nothing new. */
export interface StopRule {
  /** Share of the requests of a second that failed or were slow, from which on the second is bad. */
  readonly badShare: number;
  /** How long all seconds must have been bad. */
  readonly forMs: number;
}

/** A load: how much of what, and for how long. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  readonly phases: readonly RatePhase[];
  readonly arrivals: Arrivals;
  readonly mix: Mix;
  /** What is asked for in place of greetings: any path that answers GET. Absent: greetings. */
  readonly path?: string;
  /** Sockets to the gateway at most. Absent: as many as are needed. */
  readonly connections?: number;
  readonly stopWhen?: StopRule;
}

/** What a load may be: one machine, on its own, for an afternoon. */
export const limits = {
  ratePerSecond: 10_000,
  durationMs: 6 * 3_600_000,
  connections: 10_000,
  phases: 100,
  weight: 1_000_000,
} as const;

export function peakOf(phases: readonly RatePhase[]): number {
  return Math.max(...phases.flatMap(({ fromPerSecond, toPerSecond }) => [fromPerSecond, toPerSecond]));
}
