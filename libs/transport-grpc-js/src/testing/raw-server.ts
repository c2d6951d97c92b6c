import { createServer as createHttp2Server } from 'node:http2';
import type { IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterwards } from './fixtures';

/** A peer that accepts TCP and never says anything; `sockets` are all that it ever accepted. */
export async function startBlackHole(atPort = 0) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined).resume()));
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  afterwards(close);
  return { port: await listen(server, atPort), server, sockets, close };
}

type OnStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

/** A peer that speaks HTTP/2 and treats each request as the test wants. */
export async function startHttp2Server(onStream: OnStream): Promise<number> {
  const sessions = new Set<ServerHttp2Session>();
  const server = createHttp2Server();
  server.on('session', (session) => sessions.add(session));
  server.on('stream', (stream, headers) =>
    onStream(
      stream.on('error', () => undefined),
      headers,
    ),
  );
  afterwards(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return listen(server);
}

/** A port at which nobody listens. */
export async function unusedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listen(server: Pick<Server, 'listen' | 'address'>, port = 0): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
