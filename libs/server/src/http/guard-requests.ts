import type { FastifyInstance, FastifyRequest } from 'fastify';
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
    exchange.pass(guarded, contextOf(request));
  });
  app.addHook('preValidation', (request, _reply, done) => exchanges.get(request)?.arrive(done));
  app.addHook('onSend', (request, _reply, _payload, done) => {
    const exchange = exchanges.get(request);
    if (exchange) exchange.answer(done);
    else done();
  });
  return (middleware) => void (guarded = middleware(proceed));
}

function contextOf(request: FastifyRequest): CallContext {
  const { signal = neverAborted, trace } = currentAmbient() ?? {};
  return {
    method: methodOf(request),
    deadline: Infinity,
    signal,
    metadata: {},
    trace,
    attempts: [],
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
