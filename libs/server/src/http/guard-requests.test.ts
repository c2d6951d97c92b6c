import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
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

const post = { method: 'POST', headers: { 'content-type': 'application/json' } };

beforeEach(() => start());

async function start(addRoutes: (app: FastifyInstance) => void = () => undefined): Promise<void> {
  ends = [];
  app = Fastify({ trustProxy: true });
  app.setErrorHandler((error, _request, reply) => reply.code(429).send({ code: codeOf(error) }));
  app.get('/look', async () => 'seen');
  app.get('/slow', () => new Promise((resolve) => (answer = () => resolve('at last'))));
  app.get('/status/:status', ({ params }, reply) =>
    reply.code(Number((params as { status: string }).status)).send(),
  );
  app.post('/take', async () => 'taken');
  app.get('/events', (_request, reply) => {
    const endless = new Readable({ read: () => undefined });
    endless.push('data: 1\n\n');
    return reply.type('text/event-stream').send(endless);
  });
  policies = new ServerPolicies({}, 'gateway-1', 'http');
  listener = http(app, { telemetry: createTelemetry({ service: 'gateway', logLevel: 'silent' }) });
  addRoutes(app);
  ({ port } = await listener.listen((next) => {
    const guarded = policies.aroundRequests(next);
    return async (request, context) => {
      const end = (error?: CallError): void => void ends.push(`${context.method.fullName} ${codeOf(error)}`);
      const response = guarded(request, context);
      response.then(() => end(), end);
      return response;
    };
  }));
}

/** Serves other routes, too. */
async function restart(addRoutes: (app: FastifyInstance) => void): Promise<void> {
  policies.close();
  await listener.close(0);
  await start(addRoutes);
}

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

  it('that was pipelined gives its place back, too', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /slow HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(10));
    while (policies.admission.state.inFlight < 10) await turn();
    socket.destroy();
    while (policies.admission.state.inFlight > 0) await turn();
    expect(ends).toEqual(Array(10).fill('GET /slow CANCELLED'));
    answer();
  });

  it('whose body arrives slowly has no place before it is there', async () => {
    policies.obey({ admission: { limit: 1 } });
    const arriving = once(app.server, 'request');
    const { request, answer: taken } = open(port, '/take', post);
    request.write('{');
    await arriving;
    await expect(get(port, '/look')).resolves.toMatchObject({ status: 200 });
    request.end('}');
    await expect(taken).resolves.toMatchObject({ status: 200 });
  });

  it('whose body is refused never gets to its handler, and ends', async () => {
    policies.obey({ admission: { limit: 1 } });
    const { request, answer: refused } = open(port, '/take', post);
    request.end('{');
    await expect(refused).resolves.toMatchObject({ status: 429 });
    expect(ends).toEqual(['POST /take INVALID_ARGUMENT']);
    expect(policies.admission.state.inFlight).toBe(0);
  });

  it('whose client goes away in the middle of its body ends', async () => {
    const arriving = once(app.server, 'request');
    const { request } = open(port, '/take', post);
    request.on('error', () => undefined);
    request.write('{');
    await arriving;
    request.destroy();
    while (ends.length === 0) await turn();
    expect(ends).toEqual(['POST /take CANCELLED']);
  });

  it('that a hook answers by itself is not handled after that', async () => {
    const onRequest = (_request: unknown, reply: FastifyReply): void => void reply.hijack().raw.end('mine');
    const handler = jest.fn();
    await restart((fresh) => fresh.get('/mine', { onRequest }, handler));
    await expect(get(port, '/mine')).resolves.toMatchObject({ body: 'mine' });
    while (ends.length === 0) await turn();
    expect(ends).toEqual(['GET /mine INVALID_ARGUMENT']);
    expect(handler).not.toHaveBeenCalled();
  });

  it('keeps what hooks after the middleware set for its handlers', async () => {
    const storage = new AsyncLocalStorage<string>();
    const onRequest = (_request: unknown, _reply: unknown, done: () => void): void =>
      storage.run('kept', done);
    await restart((fresh) => fresh.get('/store', { onRequest }, async () => storage.getStore()));
    await expect(get(port, '/store')).resolves.toMatchObject({ body: 'kept' });
  });

  it.each([
    [404, 'OK'],
    [500, 'INTERNAL'],
    [503, 'UNAVAILABLE'],
    [504, 'DEADLINE_EXCEEDED'],
  ])('that is answered %i ends as %s', async (status, end) => {
    await expect(get(port, `/status/${status}`)).resolves.toMatchObject({ status });
    expect(ends).toEqual([`GET /status/:status ${end}`]);
  });

  it.each(['/look', '/status/500', '/events'])('to %s whose answer is to be lost gets none', async (path) => {
    policies.obey({ faults: [{ abort: true }] });
    await expect(get(port, path)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(ends).toEqual([expect.stringContaining('UNAVAILABLE')]);
  });
});

describe('the callers of requests', () => {
  it('have a quota by their address', async () => {
    policies.obey({ rateLimit: { perSecond: 1 } });
    await expect(get(port, '/look')).resolves.toMatchObject({ status: 200 });
    await expect(get(port, '/look')).resolves.toMatchObject({ status: 429 });
  });

  it('share a quota with those who have the same IPv6 network', async () => {
    policies.obey({ rateLimit: { perSecond: 1 } });
    const from = (address: string) => get(port, '/look', { headers: { 'x-forwarded-for': address } });
    await expect(from('2001:db8::1')).resolves.toMatchObject({ status: 200 });
    await expect(from('2001:db8::2')).resolves.toMatchObject({ status: 429 });
    await expect(from('2001:db8:0:1::1')).resolves.toMatchObject({ status: 200 });
  });

  it('have a quota for what is not there, too', async () => {
    policies.obey({ rateLimit: { perSecond: 1 } });
    await expect(get(port, '/nowhere')).resolves.toMatchObject({ status: 404 });
    await expect(get(port, '/nowhere')).resolves.toMatchObject({ status: 429 });
  });

  it('are refused above their quota before their body is read', async () => {
    policies.obey({ rateLimit: { perSecond: 1 } });
    await get(port, '/look');
    const { request, answer: refused } = open(port, '/take', post);
    request.write('{');
    await expect(refused).resolves.toMatchObject({ status: 429 });
    request.destroy();
  });

  it('have a quota by a header', async () => {
    policies.obey({ rateLimit: { perSecond: 1, by: 'header:x-client-id' } });
    const from = (id: string) => get(port, '/look', { headers: { 'x-client-id': id } });
    await expect(from('a')).resolves.toMatchObject({ status: 200 });
    await expect(from('a')).resolves.toMatchObject({ status: 429 });
    await expect(from('b')).resolves.toMatchObject({ status: 200 });
  });
});
