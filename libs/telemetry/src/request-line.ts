import { CallError } from '@flotilla/call';
import type { TraceContext } from '@flotilla/call';
import type { Logger } from 'pino';

/** A request that is over. */
interface EndedRequest {
  /** Method and route, for example `GET /api/greetings/:name`. */
  readonly request: string;
  readonly status: number;
  readonly durationMs: number;
  readonly error: unknown;
}

/**
 * The one line of a request. Of a failure it tells the cause: a bug with its stack; what is away fails many requests alike, so
 * that a message has to do; and an overload, which lines for each would add to, is no warning.
 */
export function logRequest(logger: Logger, ended: EndedRequest, trace?: TraceContext): void {
  const { request, status, error } = ended;
  const durationMs = Math.round(ended.durationMs * 10) / 10;
  const fields = { request, status, durationMs, trace_id: trace?.traceId, span_id: trace?.spanId };
  if (status < 500 || error === undefined) return logger.info(fields, 'request');
  if (status === 500) return logger.error({ ...fields, err: error }, 'request failed');
  const { code, message: reason } = CallError.from(error);
  if (code === 'RESOURCE_EXHAUSTED') return logger.info({ ...fields, code, reason }, 'request');
  logger.warn({ ...fields, code, reason }, 'request failed');
}
