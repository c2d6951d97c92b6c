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

/**
 * An error that is the request's fault, such as NOT_FOUND, is a success: the service works.
 *
 * @param hurriedMs a caller that gave the call less time than this says nothing about the service when it ran out
 */
export function outcomeOfError(error: unknown, lastedMs: number, hurriedMs = 100): Outcome {
  // This process refused the call: the service was not asked.
  if (error instanceof CallError && !error.retryable) return 'ignored';
  const code = codeOf(error);
  if (code === 'DEADLINE_EXCEEDED' && lastedMs < hurriedMs) return 'ignored';
  return outcomeOfCode(code);
}

/** For those who judge the time it took themselves. */
export function outcomeOfCode(code: Code): Outcome {
  if (ignored.has(code)) return 'ignored';
  return failures.has(code) ? 'failure' : 'success';
}
