import { cpus } from 'node:os';
import { format } from '../output/units';
import type { Result } from '../run/run-experiment';

/** Under what conditions an experiment was run. */
export function conditionsOf({ form, seed, plan }: Result): string[] {
  const { load, backends } = plan;
  return [
    form.full ? 'full form' : 'short form',
    `${backends.length} instances`,
    `${format(load.ratePerSecond, 'count')} requests/s, ${load.arrivals}`,
    `${load.durationMs / 1_000} s per variant`,
    `seed ${seed}`,
    `Node ${process.version}, ${cpus().length} cores`,
    new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
  ];
}
