import type { Reading } from '../fleet/attempt-log';
import { Run } from '../run/run';
import type { AnsweredSample, RunRecord } from '../run/run';

/** A request that was answered in time. */
export function answered(intendedMs: number, latencyMs: number, instance = 'greeter-1'): AnsweredSample {
  return { intendedMs, lateMs: 0, latencyMs, outcome: 200, instance };
}

/** A request that was answered 503. */
export function refused(intendedMs: number, latencyMs: number): AnsweredSample {
  return { intendedMs, lateMs: 0, latencyMs, outcome: 503 };
}

/** A run of 1 s with these samples, and what else is given. */
export function runOf(samples: readonly AnsweredSample[], more: Partial<RunRecord> = {}): Run {
  const attempts = new Map<string, Reading[]>([['greeter-1', []]]);
  return new Run({ durationMs: 1_000, samples, marks: [], attempts, ...more });
}
