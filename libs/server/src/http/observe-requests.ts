import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runWithAmbient } from '@flotilla/call';
import { httpServerTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';
import { onClose } from './on-close';

/** Measures each request, and runs its handlers with an ambient whose signal aborts when the client goes away. */
export function observeRequests(app: FastifyInstance, telemetry: Telemetry, trustTraceparent: boolean): void {
  const observer = httpServerTelemetry(telemetry);
  app.addHook('onRequest', (request, reply, done) => {
    const traceparent = request.headers['traceparent'];
    const observation = observer.start({
      method: request.method,
      traceparent: trustTraceparent && typeof traceparent === 'string' ? traceparent : undefined,
    });
    const { signal } = abortOnClose(reply, () => observation.end(outcomeOf(request, reply)));
    runWithAmbient({ deadline: Infinity, signal, trace: observation.trace }, done);
  });
}

function outcomeOf(
  request: FastifyRequest,
  reply: FastifyReply,
): { route: string | undefined; status: number } {
  const ended = reply.raw.writableFinished || isOpenEventStream(reply);
  return { route: request.routeOptions.url, status: ended ? reply.statusCode : 499 };
}

/** Its client leaves when it has seen enough: that is how most of them end, and no failure. */
function isOpenEventStream(reply: FastifyReply): boolean {
  return reply.raw.headersSent && String(reply.getHeader('content-type')).startsWith('text/event-stream');
}

/** A controller that aborts when the connection closes before the response was sent; `then` runs in either case. */
function abortOnClose(reply: FastifyReply, then: () => void): AbortController {
  const controller = new AbortController();
  onClose(reply, () => {
    if (!reply.raw.writableFinished) controller.abort();
    then();
  });
  return controller;
}
