import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Listener } from '@flotilla/call';
import type { Telemetry } from '@flotilla/telemetry';
import { guardRequests } from './guard-requests';
import { observeRequests } from './observe-requests';

export interface HttpListenerOptions {
  readonly telemetry: Telemetry;
  /** Address to bind. Default 127.0.0.1. */
  readonly host?: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /**
   * Whether a request's `traceparent` is continued, its sampling decision included. Default false, for a public edge:
   * strangers would decide what is recorded. Set it behind a proxy that makes the header itself.
   */
  readonly trustTraceparent?: boolean;
  /** Whether each request is a line in the log, and not those alone that fail. Default true. */
  readonly logRequests?: boolean;
}

/** Serves a Fastify app: each request has a span, a duration, a log line, and an ambient for the calls that it makes. */
export function http(app: FastifyInstance, options: HttpListenerOptions): Listener {
  const { host = '127.0.0.1', port = 0 } = options;
  let leaving = false;
  observeRequests(app, options);
  const guard = guardRequests(app);
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (leaving) reply.header('connection', 'close');
    done();
  });
  return {
    protocol: 'http',
    async listen(middleware) {
      guard(middleware);
      try {
        await app.listen({ host, port });
      } catch (cause) {
        throw new Error(`cannot listen on ${host}:${port}: choose another port`, { cause });
      }
      return { host, port: (app.server.address() as AddressInfo).port };
    },
    /** From when it leaves, each response asks its client to connect to another process. */
    setServing: (serving) => void (leaving = !serving),
    async close(graceMs) {
      leaving = true;
      const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
      try {
        await app.close();
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
