import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { HttpServerTelemetry } from '@flotilla/telemetry';

/** What a server answers to what is not even HTTP, or not in time; else 400. */
const malformed: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Observes what reaches no hook, so that a flood of it is seen: requests whose URL Fastify cannot route, and what Node cannot
 * parse. How long they took is not known.
 *
 * @param hooked the requests that hooks observe
 */
export function observeUnrouted(
  { server }: FastifyInstance,
  observer: HttpServerTelemetry,
  hooked: { has(request: IncomingMessage): boolean },
): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (hooked.has(request)) return;
    response.once('close', () => {
      if (hooked.has(request)) return; // by a hook that had to wait for one before it
      const status = response.writableFinished ? response.statusCode : 499;
      observer.start({ method: request.method ?? 'other' }).end({ status });
    });
  });
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException) => {
    if (code === 'ECONNRESET') return; // nobody is left to answer
    observer.start({ method: 'other' }).end({ status: malformed[code] ?? 400 });
  });
}
