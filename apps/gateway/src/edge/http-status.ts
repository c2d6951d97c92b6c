import type { CallError, Code } from '@flotilla/call';
import { quotaWaitMs } from '@flotilla/fault-tolerance';

/** The HTTP status of each code, as google.rpc.Code documents it. */
const statuses: Record<Code, number> = {
  OK: 200,
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 400,
  ABORTED: 409,
  OUT_OF_RANGE: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DATA_LOSS: 500,
  UNAUTHENTICATED: 401,
};

/**
 * The status of an error. Only a caller above its own quota has sent too many requests: what is refused because a server is
 * overloaded, or because all that the gateway sends is above a quota, is no fault of the caller's.
 */
export function toHttpStatus(error: CallError): number {
  const isOverQuota = !error.remote && quotaWaitMs(error) !== undefined;
  const isOverload = error.code === 'RESOURCE_EXHAUSTED' && !isOverQuota;
  return statuses[isOverload ? 'UNAVAILABLE' : error.code];
}

/** The nearest code of a 4xx that the edge itself gives. */
export function toCode(status: number): Code {
  if (status === 404) return 'NOT_FOUND';
  if (status === 405) return 'UNIMPLEMENTED';
  if (status === 408) return 'DEADLINE_EXCEEDED';
  return 'INVALID_ARGUMENT';
}
