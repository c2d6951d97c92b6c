import type { Run } from '../run/run';
import { format } from './units';

/** The figures of a run that every report shows. */
export interface Summary {
  readonly requests: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export function summaryOf(run: Run): Summary {
  return {
    requests: run.count(),
    failed: run.failed(),
    p50Ms: run.percentile(50),
    p99Ms: run.percentile(99),
    maxMs: run.percentile(100),
  };
}

export const summaryHeader = ['requests', 'failed', 'p50', 'p99', 'slowest'];

/** The cells of a run, in the order of the header. */
export function summaryCells(run: Run): string[] {
  const { requests, failed, p50Ms, p99Ms, maxMs } = summaryOf(run);
  return [
    format(requests, 'count'),
    format(failed, 'count'),
    format(p50Ms, 'ms'),
    format(p99Ms, 'ms'),
    format(maxMs, 'ms'),
  ];
}

/** What to say of a generator that did not keep up; undefined when it did. */
export function latenessWarning({ lateness }: Run): string | undefined {
  if (!lateness.fellBehind) return undefined;
  const share = format(lateness.share, '%');
  const worst = format(lateness.worstMs, 'ms');
  return `generator fell behind: figures are pessimistic (${share} of the requests over 10 ms late, worst ${worst})`;
}
