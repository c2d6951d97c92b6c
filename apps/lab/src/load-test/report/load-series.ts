import type { LoadResult, Second } from '../result';

/** Points that a plot has room for. */
const pointsAtMost = 200;
/** A stretch of which the load's end left less says little. */
const leastCovered = 0.5;

/** A load over time, in stretches of one or more seconds; NaN where nothing happened. */
export interface LoadSeries {
  /** The middles of the stretches; milliseconds since the load began. */
  readonly atMs: readonly number[];
  readonly intervalMs: number;
  readonly askedPerSecond: readonly number[];
  /** Good answers. */
  readonly goodPerSecond: readonly number[];
  readonly failedPerSecond: readonly number[];
  /** Share of the requests. */
  readonly failed: readonly number[];
  /** Of several seconds, the one in the middle. */
  readonly p50Ms: readonly number[];
  /** Of several seconds, the worst. */
  readonly p99Ms: readonly number[];
  /** Share of each instance in the answers, by id. */
  readonly shares: Readonly<Record<string, readonly number[]>>;
}

export function loadSeries({ timeline, durationMs, shares }: LoadResult): LoadSeries {
  const perPoint = Math.ceil(durationMs / 1_000 / pointsAtMost);
  const intervalMs = perPoint * 1_000;
  const groups = Array.from({ length: Math.ceil(timeline.length / perPoint) }, (_, index) =>
    groupOf(timeline.slice(index * perPoint, (index + 1) * perPoint), durationMs),
  ).filter(({ coveredMs }) => coveredMs >= leastCovered * intervalMs);
  const per = (read: (group: Group) => number): number[] => groups.map(read);
  return {
    atMs: per(({ fromMs }) => Math.min(fromMs + intervalMs / 2, durationMs)),
    intervalMs,
    askedPerSecond: per(({ seconds }) => mean(seconds.map(({ askedPerSecond }) => askedPerSecond))),
    goodPerSecond: per(({ requests, failed, coveredMs }) => ((requests - failed) * 1_000) / coveredMs),
    failedPerSecond: per(({ failed, coveredMs }) => (failed * 1_000) / coveredMs),
    failed: per(({ requests, failed }) => failed / requests),
    p50Ms: per(({ seconds }) => median(valuesOf(seconds, 'p50Ms'))),
    p99Ms: per(({ seconds }) => highest(valuesOf(seconds, 'p99Ms'))),
    shares: Object.fromEntries(Object.keys(shares).map((id) => [id, per((group) => shareOf(id, group))])),
  };
}

interface Group {
  readonly seconds: readonly Second[];
  readonly fromMs: number;
  /** How much of it was before the load's end. */
  readonly coveredMs: number;
  readonly requests: number;
  readonly failed: number;
}

function groupOf(seconds: readonly Second[], durationMs: number): Group {
  const fromMs = seconds[0]?.fromMs ?? 0;
  return {
    seconds,
    fromMs,
    coveredMs: Math.min(seconds.length * 1_000, durationMs - fromMs),
    requests: sum(seconds.map(({ requests }) => requests)),
    failed: sum(seconds.map(({ failed }) => failed)),
  };
}

function shareOf(id: string, { seconds }: Group): number {
  const all = sum(seconds.flatMap(({ answers }) => Object.values(answers)));
  return sum(seconds.map(({ answers }) => answers[id] ?? 0)) / all;
}

function valuesOf(seconds: readonly Second[], field: 'p50Ms' | 'p99Ms'): number[] {
  return seconds.map((second) => second[field]).filter((value) => value !== null);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;
}

function highest(values: readonly number[]): number {
  return values.length === 0 ? NaN : Math.max(...values);
}
