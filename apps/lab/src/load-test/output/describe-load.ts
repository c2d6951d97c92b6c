import { formatTable } from '../../output/table';
import { format } from '../../output/units';
import type { ProcessFigures } from '../fleet/process-log';
import type { Figures, LoadResult } from '../result';
import { formatDuration } from '../scenario/duration';
import { remarksOn } from './remarks';

/** What a terminal shows of a load that is over. */
export function describeLoad(result: LoadResult): string[] {
  return [
    '',
    headline(result),
    '',
    ...formatTable([figuresHeader, ...figureRows(result)]),
    '',
    ...formatTable([['ended with', 'requests'], ...outcomeRows(result)]),
    ...table(['instance', 'share of answers'], shareRows(result)),
    ...table(processHeader, result.processes.map(processCells)),
    '',
    ...remarksOn(result),
  ];
}

function headline({ scenario, durationMs, askedPerSecond, throughputPerSecond }: LoadResult): string {
  const asked = `${format(askedPerSecond, 'count')}/s asked`;
  const good = `${format(throughputPerSecond, 'count')}/s answered well`;
  return `${scenario}: ${formatDuration(durationMs)}, ${asked}, ${good}`;
}

export const figuresHeader = ['', 'requests', 'failed', 'share', 'p50', 'p90', 'p99', 'p99.9', 'slowest'];

/** All requests, and those of each route when there are several. */
export function figureRows(result: LoadResult): string[][] {
  const routes = Object.entries(result.routes);
  const parts = routes.length > 1 ? routes : [];
  return [['all', result] as const, ...parts].map(([name, figures]) => [name, ...figureCells(figures)]);
}

function figureCells({ requested, failed, failedShare, latencyMs }: Figures): string[] {
  const { p50, p90, p99, p999, max } = latencyMs;
  const latencies = [p50, p90, p99, p999, max].map((ms) => format(ms ?? NaN, 'ms'));
  return [format(requested, 'count'), format(failed, 'count'), format(failedShare, '%'), ...latencies];
}

/** How many ended how, the most frequent first; good answers that came too late have a row of their own. */
export function outcomeRows({ statuses, late }: LoadResult): string[][] {
  // Sorted here, as an object has its statuses in the order of their numbers, whatever it was made of.
  const sorted = Object.entries(statuses).sort(([, one], [, other]) => other - one);
  const rows = sorted.map(([outcome, count]) => [outcome, format(count, 'count')]);
  return late > 0 ? [...rows, ['of them 2xx, later than 2 s', format(late, 'count')]] : rows;
}

export function shareRows({ shares }: LoadResult): string[][] {
  return Object.entries(shares).map(([instance, share]) => [instance, format(share, '%')]);
}

export const processHeader = ['process', 'CPU', 'peak', 'memory', 'peak'];

export function processCells({
  name,
  cpuShare,
  cpuPeakShare,
  memoryBytes,
  memoryPeakBytes,
}: ProcessFigures): string[] {
  const [cpu, cpuPeak] = [cpuShare, cpuPeakShare].map((share) => `${Math.round(share * 100)} %`);
  const [memory, memoryPeak] = [memoryBytes, memoryPeakBytes].map(
    (bytes) => `${Math.round(bytes / 2 ** 20)} MB`,
  );
  return [name, cpu, cpuPeak, memory, memoryPeak] as string[];
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', ...formatTable([header, ...rows])];
}
