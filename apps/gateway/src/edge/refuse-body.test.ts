import type { FastifyInstance } from 'fastify';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';
import { connectTo, receive } from '../testing/raw-client';
import { createEdge } from './create-edge';
import { refuseBody } from './refuse-body';

let app: FastifyInstance;

beforeEach(() => {
  app = createEdge(quietLogger().logger);
  app.post('/cancel', { onRequest: refuseBody }, async ({ body }) => ({ got: typeof body }));
});
afterEach(() => app.close());

it.each([
  ['no header', ''],
  ['a length of 0', 'content-length: 0\r\n'],
  ['JSON of no length', 'content-type: application/json\r\n'],
  ['JSON of length 0', 'content-type: application/json\r\ncontent-length: 0\r\n'],
  ['a form of length 0', 'content-type: application/x-www-form-urlencoded\r\ncontent-length: 0\r\n'],
])('takes %s for no body', async (_what, headers) => {
  const socket = await connectTo(app);
  socket.write(`POST /cancel HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n`);
  expect((await receive(socket)).body).toEqual({ got: 'undefined' });
});

it.each(['{}', '{"status":"placed"}', '{'])('refuses %s', async (payload) => {
  const headers = { 'content-type': 'application/json' };
  const response = await app.inject({ method: 'POST', url: '/cancel', headers, payload });
  expect(problemOf(response)).toMatchObject({
    status: 400,
    errors: [{ path: 'body', reason: 'must be empty' }],
  });
});

it('refuses a body of unknown length', async () => {
  const socket = await connectTo(app);
  socket.write(
    'POST /cancel HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  );
  expect((await receive(socket)).body).toMatchObject({ status: 400, detail: 'body must be empty' });
});
