import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Running } from './guarded';

/** Answers as a recent Consul does, but for the bootstrap, which it does without a word. */
export async function forgetfulConsul(): Promise<Running & { token(): string | undefined }> {
  let token: string | undefined;
  const answer = async (request: IncomingMessage): Promise<[number, unknown] | undefined> => {
    if (request.url === '/v1/acl/policies') return [200, []];
    if (request.url === '/v1/acl/token/self') return isKnown(request) ? [200, {}] : [403, 'ACL not found'];
    if (request.url !== '/v1/acl/bootstrap') return [200, { ID: '1' }];
    if (token !== undefined) return [403, 'Permission denied: ACL bootstrap no longer allowed'];
    token = ((await json(request)) as { BootstrapSecret: string }).BootstrapSecret;
    return undefined;
  };
  const isKnown = ({ headers }: IncomingMessage): boolean =>
    token !== undefined && headers['x-consul-token'] === token;
  const server = createServer((request, response) => {
    void answer(request).then((given) => {
      if (given === undefined) request.socket.destroy();
      else response.writeHead(given[0]).end(JSON.stringify(given[1]));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: () => token,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
