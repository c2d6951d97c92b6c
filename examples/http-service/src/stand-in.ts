import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registrar } from '@flotilla/discovery';

/** A dependency that this example brings along: it registers itself, and fails when told to. */
export interface StandIn {
  failing: boolean;
  requests: number;
  stop(): Promise<void>;
}

export async function startStandIn(registrar: Registrar, id: string, answer: unknown): Promise<StandIn> {
  const server = createServer((_request, response) => {
    standIn.requests += 1;
    response.statusCode = standIn.failing ? 503 : 200;
    response.end(JSON.stringify(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const service = id.replace(/-\d+$/, '');
  const registration = registrar.register({ id, service, host: '127.0.0.1', port, metadata: {} });
  await registration.ready;
  const stop = async (): Promise<void> => {
    await registration.deregister();
    server.close();
    server.closeAllConnections();
  };
  const standIn: StandIn = { failing: false, requests: 0, stop };
  return standIn;
}
