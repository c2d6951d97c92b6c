import { CallError } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import { backoffMs } from './backoff';
import type { RetryOptions } from './options';
import { pushbackOf } from './pushback';

/** A try that failed. Hedges are attempts of their own, and belong to the try that they hedge. */
export interface Try {
  /** From 1. */
  readonly number: number;
  /** Whether its request may have reached the peer. */
  readonly sent: boolean;
}

/**
 * Whether a failed attempt is worth another and may have one: how long to wait for it, or undefined. The budget is not
 * asked.
 */
export function retryWaitMs(
  error: unknown,
  failed: Try,
  context: CallContext,
  options: Required<RetryOptions>,
): number | undefined {
  if (!(error instanceof CallError) || !error.retryable) return undefined;
  if (!options.retryableCodes.includes(error.code)) return undefined;
  if (failed.number >= options.maxAttempts || context.signal.aborted) return undefined;
  if (failed.sent && !context.method.idempotent) return undefined;
  const waitMs = cureMs(error, failed, options);
  return waitMs !== undefined && options.clock() + waitMs < context.deadline ? waitMs : undefined;
}

function cureMs(error: CallError, failed: Try, options: Required<RetryOptions>): number | undefined {
  const pushback = pushbackOf(error);
  if (pushback.kind === 'after') return pushback.waitMs;
  if (pushback.kind === 'never' || error.code === 'RESOURCE_EXHAUSTED') return undefined;
  // Nothing was sent, so there is no overload to wait out: the connection was gone, another is there.
  if (!failed.sent && failed.number === 1) return 0;
  return backoffMs(failed.number, options, options.random());
}
