import type { RatePhase } from '@flotilla/testing/load';
import { Fields } from './fields';
import { limits } from './scenario';

const rates = { min: 0, max: limits.ratePerSecond };
const durations = { min: 1_000, max: limits.durationMs };

/**
 * One phase of a file: `{ rate }` stays, `{ from, to }` goes evenly from one rate to the other, and with `steps` in so many
 * steps that are equally long.
 *
 * @throws RangeError that names the field
 */
export function readPhase(value: unknown, where: string): RatePhase[] {
  const fields = new Fields(value, where, ['rate', 'from', 'to', 'steps', 'duration']);
  const durationMs = fields.durationMs('duration', durations);
  if (fields.has('rate')) return [constant(readConstantRate(fields), durationMs)];
  const [from, to] = [fields.number('from', rates), fields.number('to', rates)];
  if (!fields.has('steps')) return [{ durationMs, fromPerSecond: from, toPerSecond: to }];
  const steps = fields.number('steps', { min: 2, max: limits.phases, whole: true });
  const growth = (to - from) / (steps - 1);
  return Array.from({ length: steps }, (_, step) => constant(from + step * growth, durationMs / steps));
}

function readConstantRate(fields: Fields): number {
  for (const name of ['from', 'to', 'steps'])
    if (fields.has(name))
      throw new RangeError(`${fields.path(name)} contradicts rate: leave one of them out`);
  return fields.number('rate', rates);
}

function constant(ratePerSecond: number, durationMs: number): RatePhase {
  return { durationMs, fromPerSecond: ratePerSecond, toPerSecond: ratePerSecond };
}
