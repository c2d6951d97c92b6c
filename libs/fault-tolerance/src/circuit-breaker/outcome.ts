import { CallError, codeOf } from '@flotilla/call';
import type { Code } from '@flotilla/call';

/** What the end of a call says about the health of what it called; `ignored` says nothing. */
export type Outcome = 'success' | 'failure' | 'ignored';

const failures: ReadonlySet<Code> = new Set([
  'UNKNOWN',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
]);

/** RESOURCE_EXHAUSTED is a server that sheds load and serves the rest: to open then would make an outage of it. */
const ignored: ReadonlySet<Code> = new Set(['CANCELLED', 'RESOURCE_EXHAUSTED']);

/** A caller that gave the call less time than this says nothing about the service when it ran out. */
const hurriedMs = 100;

/** An error that is the request's fault, such as NOT_FOUND, is a success: the service works. */
export function outcomeOfError(error: unknown, lastedMs: number): Outcome {
  // This process refused the call: the service was not asked.
  if (error instanceof CallError && !error.retryable) return 'ignored';
  const code = codeOf(error);
  if (ignored.has(code)) return 'ignored';
  if (code === 'DEADLINE_EXCEEDED' && lastedMs < hurriedMs) return 'ignored';
  return failures.has(code) ? 'failure' : 'success';
}
