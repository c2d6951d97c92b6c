import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { currentAmbient, neverAborted } from '@flotilla/call';
import type { Call, CallContext, Codec, Method, Middleware } from '@flotilla/call';
import { Exchange } from './exchange';

const proceed: Call<Exchange> = (exchange) => exchange.begin();

/**
 * Runs each request inside the middleware that calls are handled in, so that an edge is protected as a service is. What it
 * refuses reaches the app's error handler as a CallError.
 *
 * @returns sets the middleware; before, there is none
 */
export function guardRequests(app: FastifyInstance): (middleware: Middleware) => void {
  const exchanges = new WeakMap<FastifyRequest, Exchange>();
  let guarded = proceed;
  app.addHook('onRequest', (request, reply, done) => {
    const exchange = new Exchange(request, reply, done);
    exchanges.set(request, exchange);
    guarded(exchange, contextOf(request)).catch((error: unknown) => exchange.refuse(error));
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (isEventStream(reply)) exchanges.get(request)?.streams();
    done();
  });
  return (middleware) => void (guarded = middleware(proceed));
}

/** An event stream lasts as long as its client likes. */
export function isEventStream(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/event-stream');
}

function contextOf(request: FastifyRequest): CallContext {
  const { signal = neverAborted, trace } = currentAmbient() ?? {};
  return {
    method: methodOf(request),
    deadline: Infinity,
    signal,
    metadata: {},
    attempts: [],
    ...(trace && { trace }),
  };
}

const noCodec: Codec = { encode: () => ({ finish: () => new Uint8Array() }), decode: () => ({}) };

/** The route stands for the method: there are as many as the app has. */
function methodOf({ method, routeOptions }: FastifyRequest): Method {
  const { url = 'unknown' } = routeOptions;
  return {
    service: 'http',
    name: url,
    fullName: `${method} ${url}`,
    kind: 'unary',
    idempotent: method === 'GET',
    request: noCodec,
    response: noCodec,
  };
}
