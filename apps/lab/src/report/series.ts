import type { Figure } from '../experiment/experiment';
import type { Run } from '../run/run';
import type { Span } from '../run/span';
import { roundStep } from './scale';

const intervalsAtMost = 40;

/** What a run was like in each interval of its time; NaN where nothing happened. */
export interface Series {
  /** The middles of the intervals; milliseconds since the load began. */
  readonly atMs: readonly number[];
  readonly intervalMs: number;
  readonly p50Ms: readonly number[];
  readonly p99Ms: readonly number[];
  /** Share of the requests that failed. */
  readonly failed: readonly number[];
  /** Share of each instance, by id. */
  readonly shares: Readonly<Record<string, readonly number[]>>;
  /** What the plan follows beside; absent when it follows nothing. */
  readonly figure?: readonly number[];
}

export interface SeriesOptions {
  /** What a share is of: the calls that were answered, or the attempts that reached any instance. Default the answers. */
  readonly shares?: 'answers' | 'attempts';
  readonly figure?: Figure;
}

export function seriesOf(run: Run, { shares = 'answers', figure }: SeriesOptions): Series {
  const { durationMs } = run.record;
  const intervalMs = roundStep(durationMs / intervalsAtMost);
  const spans = Array.from({ length: Math.ceil(durationMs / intervalMs) }, (_, index) => ({
    fromMs: index * intervalMs,
    toMs: (index + 1) * intervalMs,
  }));
  const share = (instance: string, span: Span): number =>
    shares === 'answers' ? run.shareOf(instance, span) : run.attemptShareOf(instance, span);
  const sharesOf = (instance: string) => [instance, spans.map((span) => share(instance, span))] as const;
  return {
    atMs: spans.map(({ fromMs }) => fromMs + intervalMs / 2),
    intervalMs,
    p50Ms: spans.map((span) => run.percentile(50, span)),
    p99Ms: spans.map((span) => run.percentile(99, span)),
    failed: spans.map((span) => run.failedShare(span)),
    shares: Object.fromEntries(run.instances().map(sharesOf)),
    ...(figure && { figure: spans.map((span) => figure.measure(run, span)) }),
  };
}
