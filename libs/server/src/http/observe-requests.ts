import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runWithAmbient } from '@flotilla/call';
import { httpServerTelemetry } from '@flotilla/telemetry';
import type { HttpRequestEnd, Telemetry } from '@flotilla/telemetry';
import { observeUnrouted } from './observe-unrouted';
import { onClose } from './on-close';

export interface ObserveRequestsOptions {
  readonly telemetry: Telemetry;
  readonly trustTraceparent?: boolean;
  readonly logRequests?: boolean;
}

/** Measures and logs each request, and runs its handlers with an ambient whose signal aborts when the client goes away. */
export function observeRequests(
  app: FastifyInstance,
  { telemetry, trustTraceparent = false, logRequests }: ObserveRequestsOptions,
): void {
  const observer = httpServerTelemetry(telemetry, { logRequests });
  const errors = new WeakMap<FastifyRequest, unknown>();
  const hooked = new WeakSet<IncomingMessage>();
  observeUnrouted(app, observer, hooked);
  app.addHook('onRequest', (request, reply, done) => {
    hooked.add(request.raw);
    const traceparent = request.headers['traceparent'];
    const { trace, end } = observer.start({
      method: request.method,
      traceparent: trustTraceparent && typeof traceparent === 'string' ? traceparent : undefined,
    });
    const { signal } = abortOnClose(reply, () => end(endOf(reply, errors.get(request))));
    runWithAmbient({ deadline: Infinity, signal, trace }, done);
  });
  app.addHook('onError', (request, _reply, error, done) => {
    errors.set(request, error);
    done();
  });
}

function endOf(reply: FastifyReply, error: unknown): HttpRequestEnd {
  const ended = reply.raw.writableFinished || isOpenEventStream(reply);
  return { route: reply.request.routeOptions.url, status: ended ? reply.statusCode : 499, error };
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
