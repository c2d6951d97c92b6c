import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { portState } from './port-state';

it.each(['127.0.0.1', '0.0.0.0'])('tells a port that is taken on %s, and free afterwards', async (host) => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await expect(portState(port)).resolves.toBe('taken');
  server.close();
  await once(server, 'close');
  await expect(portState(port)).resolves.toBe('free');
});
