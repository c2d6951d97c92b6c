import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** A connection to an app that listens on a free port. */
export async function connectTo(app: FastifyInstance): Promise<Socket> {
  await app.listen({ port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** All that the app sends until it closes the connection. */
export async function receive(socket: Socket): Promise<{ head: string; body: unknown }> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(socket, 'close');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { head, body: body === '' ? undefined : JSON.parse(body) };
}
