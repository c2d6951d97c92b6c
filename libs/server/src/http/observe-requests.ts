import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runWithAmbient } from '@flotilla/call';
import { httpServerTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';

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
  return { route: request.routeOptions.url, status: reply.raw.writableFinished ? reply.statusCode : 499 };
}

/** A controller that aborts when the connection closes before the response was sent; `onClose` runs in either case. */
function abortOnClose({ raw }: FastifyReply, onClose: () => void): AbortController {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
    onClose();
  });
  return controller;
}
