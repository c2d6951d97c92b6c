import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface BlackHole {
  readonly port: number;
  close(): void;
}

/** Something that accepts TCP connections, and never says a word. */
export async function openBlackHole(onConnection: () => void): Promise<BlackHole> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    onConnection();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}
