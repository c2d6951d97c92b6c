import type { FastifyRequest } from 'fastify';
import { CallError } from '@flotilla/call';
import type { Problem } from './problem';

/** What a stream ends with after its headers, so that the request's own line cannot tell. A bug has its stack. */
export function logFailure(
  error: unknown,
  { status, code }: Problem,
  { log, routeOptions: { url: route } }: FastifyRequest,
): void {
  if (status === 500) log.error({ err: error, route }, 'request failed');
  else log.warn({ route, code, reason: CallError.from(error).message }, 'request failed');
}
