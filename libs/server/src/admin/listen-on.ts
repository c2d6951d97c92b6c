import type { AddressInfo, Server } from 'node:net';
import type { ListenAddress } from '@flotilla/call';

/** Binds a server. Rejects with an error that names the address and what to do when that fails. */
export function listenOn(server: Server, { host, port }: ListenAddress): Promise<ListenAddress> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Error(`cannot listen on ${host}:${port}: choose another port`, { cause })),
    );
    server.listen(port, host, () => resolve({ host, port: (server.address() as AddressInfo).port }));
  });
}
