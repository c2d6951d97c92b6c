import { format } from '../../output/units';
import type { LoadResult } from '../result';
import { formatDuration } from '../scenario/duration';

/** Under what conditions a load was run. */
export function conditionsOf(result: LoadResult): string[] {
  const { durationMs, plannedMs, peakPerSecond, arrivals, mix, connections, seed, machine } = result;
  const lasted = formatDuration(durationMs);
  const weights = Object.entries(mix).map(([route, weight]) => `${route} ${weight}`);
  return [
    result.url,
    durationMs < plannedMs ? `${lasted} of ${formatDuration(plannedMs)}` : lasted,
    `up to ${format(peakPerSecond, 'count')} requests/s, ${arrivals}`,
    weights.join(', '),
    connections === null ? 'as many connections as needed' : `${connections} connections`,
    `seed ${seed}`,
    `Node ${machine.node}, ${machine.cores} cores`,
    result.startedAt.slice(0, 16).replace('T', ' ') + ' UTC',
  ];
}
