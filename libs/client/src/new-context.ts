import { neverAborted } from '@flotilla/call';
import type { CallContext, Method } from '@flotilla/call';
import type { CallOptions } from './client-types';

/**
 * The context of a call that begins.
 *
 * @throws RangeError when the options contradict each other, or hold a time that is none.
 */
export function newContext(method: Method, options: CallOptions): CallContext {
  const { signal = neverAborted, metadata = {}, hashKey } = options;
  return {
    method,
    deadline: deadlineOf(options),
    signal,
    metadata,
    hashKey,
    attempts: [],
  };
}

/** Infinity where the caller chose none: the deadline middleware knows the default. */
function deadlineOf({ timeoutMs, deadline = Infinity }: CallOptions): number {
  if (Number.isNaN(deadline)) throw new RangeError('deadline must be an instant, got NaN');
  if (timeoutMs === undefined) return deadline;
  if (deadline !== Infinity) throw new RangeError('give timeoutMs or deadline, not both');
  if (!(timeoutMs > 0 && timeoutMs < Infinity))
    throw new RangeError(`timeoutMs must be finite and above 0, got ${timeoutMs}`);
  return performance.now() + timeoutMs;
}
