import { cpus } from 'node:os';
import type { Lateness } from '@flotilla/testing/load';
import { durationOf, rateAt } from '@flotilla/testing/load';
import type { Observed } from './fleet/observer';
import { hasKnee, kneeLimits, kneeOf } from './measure/knee';
import type { Knee } from './measure/knee';
import type { Ended, LoadRun } from './measure/load-run';
import type { Percentiles, Tally } from './measure/tally';
import type { Interval } from './measure/timeline';
import { peakOf } from './scenario/scenario';
import type { Mix, Scenario } from './scenario/scenario';

/** What became of the requests of a load, or of one of its routes. */
export interface Figures {
  /** That were due. */
  readonly requested: number;
  /** That went out: all but those that were due while 2,000 were in flight. */
  readonly sent: number;
  readonly failed: number;
  readonly failedShare: number;
  /** Failed for nothing but being later than 2 s. */
  readonly late: number;
  readonly latencyMs: Percentiles;
  /** How many ended how. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** A second of a load, as `timeline` has it. */
export interface Second extends Interval {
  /** In the middle of it. */
  readonly askedPerSecond: number;
}

/** What `result.json` holds; docs/reference/load-testing.md describes it. Times in ms, shares from 0 to 1. */
export interface LoadResult extends Figures {
  readonly scenario: string;
  readonly summary: string;
  readonly url: string;
  readonly startedAt: string;
  readonly machine: { readonly node: string; readonly cores: number };
  readonly seed: number;
  readonly mix: Mix;
  readonly arrivals: Scenario['arrivals'];
  /** Null: as many as were needed. */
  readonly connections: number | null;
  readonly plannedMs: number;
  readonly durationMs: number;
  readonly ended: Ended;
  readonly peakPerSecond: number;
  readonly askedPerSecond: number;
  /** Good answers. */
  readonly throughputPerSecond: number;
  readonly routes: Readonly<Record<string, Figures>>;
  /** Of each instance among the good answers that say who gave them. */
  readonly shares: Readonly<Record<string, number>>;
  readonly timeline: readonly Second[];
  readonly processes: Observed['processes'];
  readonly marks: Observed['marks'];
  /** Null for a load that does not only grow. */
  readonly knee: (Knee & { readonly limits: typeof kneeLimits }) | null;
  readonly lateness: Lateness;
}

export interface Measured {
  readonly scenario: Scenario;
  readonly url: string;
  readonly seed: number;
  readonly startedAt: Date;
  readonly run: LoadRun;
  readonly ended: Ended;
  readonly observed: Observed;
}

/** @param measured a load that is over */
export function resultOf({ scenario, url, seed, startedAt, run, ended, observed }: Measured): LoadResult {
  const { phases, connections = null } = scenario;
  const { total, elapsedMs: durationMs } = run;
  const seconds = durationMs / 1_000;
  const timeline = run.seconds.intervals();
  return {
    scenario: scenario.name,
    summary: scenario.summary,
    url,
    startedAt: startedAt.toISOString(),
    machine: { node: process.version, cores: cpus().length },
    seed,
    mix: scenario.mix,
    arrivals: scenario.arrivals,
    connections,
    plannedMs: durationOf(phases),
    durationMs: Math.round(durationMs),
    ended,
    peakPerSecond: peakOf(phases),
    askedPerSecond: total.requests / seconds,
    throughputPerSecond: (total.requests - total.failed) / seconds,
    ...figuresOf(total),
    routes: Object.fromEntries([...run.routes].map(([route, tally]) => [route, figuresOf(tally)])),
    shares: sharesOf(timeline),
    timeline: timeline.map((each) => ({
      ...each,
      askedPerSecond: rateAt(phases, Math.min(each.fromMs + 500, durationMs - 1)),
    })),
    ...observed,
    knee: hasKnee(phases) ? { ...kneeOf(run.steps, phases, durationMs), limits: kneeLimits } : null,
    lateness: run.lateness.read(),
  };
}

function figuresOf(tally: Tally): Figures {
  return {
    requested: tally.requests,
    sent: tally.requests - tally.notSent,
    failed: tally.failed,
    failedShare: tally.failedShare,
    late: tally.late,
    latencyMs: tally.latencyMs(),
    statuses: tally.outcomes(),
  };
}

function sharesOf(timeline: readonly Interval[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { answers } of timeline)
    for (const [instance, count] of Object.entries(answers))
      counts.set(instance, (counts.get(instance) ?? 0) + count);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return Object.fromEntries(sorted.map(([instance, count]) => [instance, count / all]));
}
