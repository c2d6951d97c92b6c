import type { Code } from '@flotilla/call';

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

export function toHttpStatus(code: Code): number {
  return statuses[code];
}

/** The nearest code of a 4xx that the edge itself gives. */
export function toCode(status: number): Code {
  if (status === 404) return 'NOT_FOUND';
  if (status === 405) return 'UNIMPLEMENTED';
  if (status === 408) return 'DEADLINE_EXCEEDED';
  return 'INVALID_ARGUMENT';
}
