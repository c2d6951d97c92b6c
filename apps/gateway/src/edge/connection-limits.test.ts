import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { CallError } from '@flotilla/call';
import { quietLogger } from '../testing/quiet-logger';
import type { LoggedError } from '../testing/quiet-logger';
import { connectTo, receive } from '../testing/raw-client';
import { createEdge } from './create-edge';

let app: FastifyInstance;
let logged: LoggedError[];

beforeEach(() => {
  const { logger, errors } = quietLogger();
  logged = errors;
  app = createEdge(logger);
});
afterEach(() => app.close());

const tooLong = 'the request line and headers must fit into 16 KiB';
const notHttp = 'this is not an HTTP request';
const post = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n';

it.each([
  ['text that is not HTTP', 'hello\r\n\r\n', 400, 'Bad Request', notHttp],
  ['bytes of TLS', '\x16\x03\x01\x02\x00', 400, 'Bad Request', notHttp],
  ['a method that HTTP does not have', 'FOO / HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'Bad Request', notHttp],
  [
    'a body of two lengths',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    400,
    'Bad Request',
    notHttp,
  ],
  [
    'a header above 16 KiB',
    `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(17_000)}\r\n\r\n`,
    431,
    'Request Header Fields Too Large',
    tooLong,
  ],
  [
    'a path above 16 KiB',
    `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
    431,
    'Request Header Fields Too Large',
    tooLong,
  ],
])('answers %s, and closes the connection', async (_what, request, status, title, detail) => {
  const socket = await connectTo(app);
  socket.write(request, 'latin1');
  const { head, body } = await receive(socket);
  expect(body).toEqual({ title, status, detail, code: 'INVALID_ARGUMENT' });
  expect(head).toContain(`HTTP/1.1 ${status} ${title}\r\n`);
  expect(head).toContain('content-type: application/problem+json');
  expect(head).toContain('x-content-type-options: nosniff');
});

it('routes no request for the server as a whole', async () => {
  const socket = await connectTo(app);
  socket.write('OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  expect((await receive(socket)).body).toMatchObject({ status: 404 });
});

it('allows 5 s for headers, 10 s for a request', () => {
  expect([app.server.headersTimeout, app.server.requestTimeout]).toEqual([5_000, 10_000]);
});

it.each([
  ['says nothing', ''],
  ['sends its headers too slowly', 'GET / HTTP/1.1\r\nhost:'],
  ['sends its body too slowly', `${post}{`],
])('lets a client go that %s, within a second of its time', async (_what, sent) => {
  app.post('/', async () => 'never');
  const socket = await connectTo(app);
  Object.assign(app.server, { headersTimeout: 50, requestTimeout: 50 });
  socket.write(sent);
  const startedMs = performance.now();
  const { body } = await receive(socket);
  expect(performance.now() - startedMs).toBeLessThan(2_500);
  expect(body).toEqual({
    title: 'Request Timeout',
    status: 408,
    detail: 'the request did not arrive in time',
    code: 'DEADLINE_EXCEEDED',
  });
});

it('logs no error when a client leaves before its answer', async () => {
  let arrived!: () => void;
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  app.get('/', async ({ raw }) => {
    arrived();
    await once(raw.socket, 'close');
    throw new CallError('CANCELLED', 'the caller no longer wants the answer');
  });
  const socket = await connectTo(app);
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await arrival;
  socket.destroy();
  await app.close();
  expect(logged).toEqual([]);
});

it('logs no error when a client leaves in the middle of its body', async () => {
  const closed = new Promise((resolve) => {
    app.server.once('connection', (connection: Socket) => connection.once('close', resolve));
  });
  app.post('/', async () => 'never');
  const socket = await connectTo(app);
  socket.write(`${post}{`);
  await once(app.server, 'request');
  socket.resetAndDestroy();
  await closed;
  await app.close();
  expect(logged).toEqual([]);
});
