import { setMaxListeners } from 'node:events';
import type { CallContext, Method } from '@flotilla/call';
import type { CallOptions } from './client-types';

const neverAborted = new AbortController().signal;
setMaxListeners(0, neverAborted);

/**
 * The context of a call that begins.
 *
 * @throws RangeError when the options contradict each other or `timeoutMs` is not positive.
 */
export function newContext(method: Method, options: CallOptions): CallContext {
  const { signal = neverAborted, metadata = {}, hashKey } = options;
  return {
    method,
    deadline: deadlineOf(options),
    signal,
    metadata,
    attempts: [],
    ...(hashKey !== undefined && { hashKey }),
  };
}

/** Infinity where the caller chose none: the deadline middleware knows the default. */
function deadlineOf({ timeoutMs, deadline }: CallOptions): number {
  if (timeoutMs === undefined) return deadline ?? Infinity;
  if (deadline !== undefined) throw new RangeError('give timeoutMs or deadline, not both');
  if (!(timeoutMs > 0)) throw new RangeError(`timeoutMs must be above 0, got ${timeoutMs}`);
  return performance.now() + timeoutMs;
}
