import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client takes for etcd, and a test can cut. */
export interface EtcdProxy {
  readonly address: string;
  /** Cuts every connection, and takes no more. */
  close(): Promise<void>;
}

/** @param before awaited before a request goes on, with its path. */
export async function startEtcdProxy(
  target: string,
  before: (path: string) => Promise<void> = () => Promise.resolve(),
): Promise<EtcdProxy> {
  const forward = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url: path = '/', method, headers } = incoming;
    await before(path);
    const outgoing = request(`${target}${path}`, { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
    });
    response.on('close', () => outgoing.destroy());
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  };
  const server = createServer((incoming, response) => void forward(incoming, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
