// The transport: a line there, a line back, on a TCP connection of its own. Anything that tells how a call ended would do.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A server that answers each line with its name, `latencyMs` later. */
export async function startServer(name, latencyMs) {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', async () => {
      await delay(latencyMs);
      socket.end(`${name}\n`);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  return { endpoint: { id: name, host: '127.0.0.1', port, weight: 1 }, close: () => server.close() };
}

/** Sends a line to an endpoint and resolves with the answer; rejects after `timeoutMs`. */
export async function ask({ host, port }, line, timeoutMs) {
  const signal = AbortSignal.timeout(timeoutMs);
  const socket = connect(port, host);
  try {
    socket.write(`${line}\n`);
    const [answer] = await once(socket, 'data', { signal });
    return answer.toString().trim();
  } finally {
    socket.destroy();
  }
}
