import { CallError } from '@flotilla/call';
import type { Attempt, CallContext } from '@flotilla/call';
import { backoffMs } from './backoff';
import type { RetryOptions } from './options';
import { pushbackOf } from './pushback';

/**
 * Whether a failed attempt is worth another and may have one: how long to wait for it, or undefined. The budget is not
 * asked.
 */
export function retryWaitMs(
  error: unknown,
  attempt: Attempt,
  context: CallContext,
  options: Required<RetryOptions>,
): number | undefined {
  if (!(error instanceof CallError) || !error.retryable) return undefined;
  if (!options.retryableCodes.includes(error.code)) return undefined;
  if (attempt.number >= options.maxAttempts || context.signal.aborted) return undefined;
  if (attempt.sent && !context.method.idempotent) return undefined;
  const waitMs = cureMs(error, attempt, options);
  return waitMs !== undefined && options.clock() + waitMs < context.deadline ? waitMs : undefined;
}

function cureMs(error: CallError, attempt: Attempt, options: Required<RetryOptions>): number | undefined {
  const pushback = pushbackOf(error);
  if (pushback.kind === 'after') return pushback.waitMs;
  if (pushback.kind === 'never' || error.code === 'RESOURCE_EXHAUSTED') return undefined;
  // Nothing was sent, so there is no overload to wait out: the connection was gone, another is there.
  if (!attempt.sent && attempt.number === 1) return 0;
  return backoffMs(attempt.number, options, options.random());
}
