import type { FastifyRequest } from 'fastify';
import { CallError } from '@flotilla/call';
import type { Problem } from './problem';

/** What is away or overloaded fails many requests alike: one short line each. Anything else has its stack. */
export function logFailure(
  error: unknown,
  { status, code }: Problem,
  { log, routeOptions: { url: route } }: FastifyRequest,
): void {
  if (status === 500) log.error({ err: error, route }, 'request failed');
  else log.warn({ route, code, reason: CallError.from(error).message }, 'request failed');
}
