import { getEventListeners, once } from 'node:events';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { CallError } from '@flotilla/call';
import { FakeStream } from '../../testing/fake-stream';
import { problemOf } from '../../testing/problem-of';
import { quietLogger } from '../../testing/quiet-logger';
import type { LoggedError } from '../../testing/quiet-logger';
import { connectTo } from '../../testing/raw-client';
import { createEdge } from '../create-edge';
import { EventStreams } from './event-streams';

let draining: AbortController;
let streams: EventStreams;
let app: FastifyInstance;
let logged: LoggedError[];
let source: FakeStream<number>;
/** How the source is when it is opened. */
let prepare: (source: FakeStream<number>) => unknown;

beforeEach(() => {
  draining = new AbortController();
  streams = new EventStreams({ draining: draining.signal, maxOpen: 2, firstEventMs: 50, random: () => 0.5 });
  const { logger, errors } = quietLogger();
  logged = errors;
  prepare = () => undefined;
  app = createEdge(logger);
  app.get('/events', (request, reply) =>
    streams.send(request, reply, {
      open: (signal) => {
        source = new FakeStream<number>([], signal);
        prepare(source);
        return source;
      },
      toEvent: (id) => ({ id, event: 'tick', data: { id } }),
    }),
  );
});
afterEach(() => app.close());

/** A client that has asked. */
async function request(): Promise<Socket> {
  const socket = await connectTo(app);
  socket.write('GET /events HTTP/1.1\r\nhost: x\r\n\r\n');
  return socket;
}

/** A client in the middle of a stream, whose first event it has. */
async function listen() {
  prepare = (opened) => opened.send(1);
  const socket = await request();
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  while (!text.includes('id: 1')) await once(socket, 'data');
  return { socket, text: () => text };
}

/** The end of a chunked response: the client knows that it has all of it. */
const lastChunk = '0\r\n\r\n';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

it('answers with the events, which no cache and no proxy holds back', async () => {
  prepare = (opened) => opened.send(1).send(2).end();
  const { statusCode, headers, body } = await app.inject('/events');
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  expect(body).toBe(
    'retry: 2000\n\nid: 1\nevent: tick\ndata: {"id":1}\n\nid: 2\nevent: tick\ndata: {"id":2}\n\n',
  );
  expect(streams.open).toBe(0);
});

it('answers 204 when there is nothing to come', async () => {
  prepare = (opened) => opened.end();
  const response = await app.inject('/events');
  expect([response.statusCode, response.body]).toEqual([204, '']);
});

it('answers with a problem when an error comes first', async () => {
  prepare = (opened) => opened.fail(new CallError('NOT_FOUND', 'no such order'));
  expect(problemOf(await app.inject('/events'))).toMatchObject({ status: 404, detail: 'no such order' });
  expect(streams.open).toBe(0);
});

it('begins without an event when none comes soon', async () => {
  const response = app.inject('/events');
  await until(() => source !== undefined);
  setTimeout(() => source.send(1).end(), 100);
  expect((await response).body).toContain('id: 1');
});

it('answers HEAD without a stream behind it', async () => {
  const opened = jest.fn();
  prepare = opened;
  const { statusCode, headers, body } = await app.inject({ method: 'HEAD', url: '/events' });
  expect([statusCode, headers['content-type'], body]).toEqual([200, 'text/event-stream; charset=utf-8', '']);
  expect(opened).not.toHaveBeenCalled();
});

it('ends the response, and shows nothing, when its source fails in the middle', async () => {
  const { text } = await listen();
  source.fail(new CallError('UNAVAILABLE', 'read ECONNRESET 10.0.0.3:50051'));
  await until(() => text().endsWith(lastChunk));
  expect(text()).not.toContain('10.0.0.3');
  expect(logged).toEqual([
    { route: '/events', code: 'UNAVAILABLE', reason: 'read ECONNRESET 10.0.0.3:50051' },
  ]);
});

it.each([
  ['before the first event', request],
  ['in the middle', async () => (await listen()).socket],
])('cancels its source when the client leaves %s, and logs nothing', async (_when, connect) => {
  const socket = await connect();
  await until(() => streams.open === 1);
  socket.destroy();
  await until(() => streams.open === 0);
  expect(source.isOver).toBe(true);
  await app.close();
  expect(logged).toEqual([]);
});

it('ends when the process drains, and takes no new one', async () => {
  const { text } = await listen();
  draining.abort();
  await until(() => text().endsWith(lastChunk));
  expect(source.isOver).toBe(true);
  expect(logged).toEqual([]);
  const response = await app.inject('/events');
  expect(response.headers['retry-after']).toBe('1');
  expect(problemOf(response)).toMatchObject({ status: 503, detail: 'this process is leaving; try again' });
});

it('answers 503 when the process drains before the first event', async () => {
  prepare = () => setImmediate(() => draining.abort());
  expect(problemOf(await app.inject('/events'))).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
});

it('is refused above the limit, and welcome when another has ended', async () => {
  prepare = (opened) => opened.send(1);
  const first = app.inject('/events');
  await until(() => streams.open === 1);
  const opened = source;
  void app.inject('/events');
  await until(() => streams.open === 2);
  const refused = await app.inject('/events');
  expect(refused.headers['retry-after']).toBe('1');
  expect(problemOf(refused)).toMatchObject({
    status: 503,
    detail: '2 event streams are open already; try again later',
  });
  opened.end();
  expect((await first).statusCode).toBe(200);
  await until(() => streams.open === 1);
  prepare = (last) => last.send(7).end();
  expect((await app.inject('/events')).body).toContain('id: 7');
  draining.abort();
});

it.each<[string, () => unknown]>([
  ['is overloaded', () => source.fail(new CallError('RESOURCE_EXHAUSTED', 'too many'))],
  ['is away', () => source.fail(new CallError('UNAVAILABLE', 'connection refused'))],
  ['is leaving', () => draining.abort()],
])('lets a client that was here before come back when what it follows %s', async (_what, fail) => {
  prepare = () => setImmediate(fail);
  const { statusCode, body } = await app.inject({ url: '/events', headers: { 'last-event-id': '3' } });
  expect([statusCode, body]).toEqual([200, 'retry: 3000\n\n']);
  expect(streams.open).toBe(0);
});

it('does not call back a client for what will not pass', async () => {
  prepare = (opened) => opened.fail(new CallError('NOT_FOUND', 'no such order'));
  const response = await app.inject({ url: '/events', headers: { 'last-event-id': '3' } });
  expect(response.statusCode).toBe(404);
});

it('keeps no listener of a stream that is over', async () => {
  prepare = (opened) => opened.send(1).end();
  for (let times = 0; times < 20; times++) await app.inject('/events');
  expect(getEventListeners(draining.signal, 'abort')).toEqual([]);
});

it.each([
  [{ maxOpen: 0 }, 'maxOpen must be above 0 and at most 2^30, got 0'],
  [{ heartbeatMs: 2 ** 31 }, 'heartbeatMs must be above 0 and at most 2^30, got 2147483648'],
  [{ firstEventMs: NaN }, 'firstEventMs must be above 0 and at most 2^30, got NaN'],
])('refuses %j', (options, message) => {
  expect(() => new EventStreams(options)).toThrow(new RangeError(message));
});
