import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { codeOf } from '@flotilla/call';
import type { Listener, CallError } from '@flotilla/call';
import { createTelemetry } from '@flotilla/telemetry';
import { ServerPolicies } from '../policies/server-policies';
import { get, open } from '../testing/request';
import { http } from './http';

let app: FastifyInstance;
let listener: Listener;
let policies: ServerPolicies;
let port: number;
/** Lets the handler of /slow answer. */
let answer: () => void;

/** How each request ended in the eyes of the middleware. */
let ends: string[];

beforeEach(async () => {
  ends = [];
  app = Fastify();
  app.setErrorHandler((error, _request, reply) => reply.code(429).send({ code: codeOf(error) }));
  app.get('/look', async () => 'seen');
  app.get('/slow', () => new Promise((resolve) => (answer = () => resolve('at last'))));
  app.get('/late', (_request, reply) => reply.code(504).send());
  app.get('/events', (_request, reply) => {
    const endless = new Readable({ read: () => undefined });
    endless.push('data: 1\n\n');
    return reply.type('text/event-stream').send(endless);
  });
  policies = new ServerPolicies({}, 'gateway-1', 'http');
  listener = http(app, { telemetry: createTelemetry({ service: 'gateway', logLevel: 'silent' }) });
  ({ port } = await listener.listen((next) => {
    const guarded = policies.aroundRequests(next);
    return async (request, context) => {
      const end = (error?: CallError): void => void ends.push(`${context.method.fullName} ${codeOf(error)}`);
      const response = guarded(request, context);
      response.then(() => end(), end);
      return response;
    };
  }));
});
afterEach(async () => {
  policies.close();
  await listener.close(0);
});

describe('a request', () => {
  it('runs inside the middleware of the server, its route the method', async () => {
    await expect(get(port, '/look')).resolves.toMatchObject({ status: 200, body: 'seen' });
    await get(port, '/nowhere');
    expect(ends).toEqual(['GET /look OK', 'GET unknown OK']);
  });

  it.each(['/look', '/nowhere'])(
    'to %s that is refused gets to the error handler, and no further',
    async (path) => {
      policies.obey({ faults: [{ code: 'RESOURCE_EXHAUSTED' }] });
      await expect(get(port, path)).resolves.toMatchObject({
        status: 429,
        body: '{"code":"RESOURCE_EXHAUSTED"}',
      });
    },
  );

  it('has a place among those in flight until it is answered', async () => {
    policies.obey({ admission: { limit: 1 } });
    const slow = get(port, '/slow');
    while (policies.admission.state.inFlight === 0) await turn();
    await expect(get(port, '/look')).resolves.toMatchObject({ status: 429 });
    answer();
    await slow;
    await expect(get(port, '/look')).resolves.toMatchObject({ status: 200 });
  });

  it('gives its place back when its client goes away', async () => {
    policies.obey({ admission: { limit: 1 } });
    const { request } = open(port, '/slow');
    request.end();
    while (policies.admission.state.inFlight === 0) await turn();
    request.destroy();
    while (policies.admission.state.inFlight > 0) await turn();
    expect(ends).toEqual(['GET /slow CANCELLED']);
    answer();
  });

  it('that lasts as an event stream takes no place of a short one', async () => {
    policies.obey({ admission: { limit: 1 } });
    const { request } = open(port, '/events');
    request.end();
    await once(request, 'response');
    await expect(get(port, '/look')).resolves.toMatchObject({ status: 200 });
    request.destroy();
  });

  it('that is answered 504 has failed', async () => {
    await get(port, '/late');
    expect(ends).toEqual(['GET /late DEADLINE_EXCEEDED']);
  });
});

describe('the callers of requests', () => {
  it('have a quota by their address', async () => {
    policies.obey({ rateLimit: { perSecond: 1 } });
    await expect(get(port, '/look')).resolves.toMatchObject({ status: 200 });
    await expect(get(port, '/look')).resolves.toMatchObject({ status: 429 });
  });

  it('have a quota by a header', async () => {
    policies.obey({ rateLimit: { perSecond: 1, by: 'header:x-client-id' } });
    const from = (id: string) => get(port, '/look', { headers: { 'x-client-id': id } });
    await expect(from('a')).resolves.toMatchObject({ status: 200 });
    await expect(from('a')).resolves.toMatchObject({ status: 429 });
    await expect(from('b')).resolves.toMatchObject({ status: 200 });
  });
});
