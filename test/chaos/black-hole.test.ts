import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describeChaos, greetings, lasting, ratePerSecond } from './chaos';
import { printFigures } from './print-figures';

describeChaos('a peer that accepts TCP and never speaks HTTP/2', { shortOn: 'embedded' }, (arena) => {
  const durationMs = lasting(30_000, 6_000);

  it(
    'costs no request although it is registered',
    async () => {
      const { fleet, registry } = arena();
      const sockets = new Set<Socket>();
      const blackHole = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
      blackHole.listen(0, '127.0.0.1');
      await once(blackHole, 'listening');
      const { port } = blackHole.address() as AddressInfo;
      const client = registry.open();
      const instance = { id: 'greeter-silent', service: 'greeter', host: '127.0.0.1', port, metadata: {} };
      await client.registrar.register(instance).ready;

      const load = greetings(fleet.gatewayUrl, durationMs);
      const report = await load.report();
      printFigures('black hole', report);
      await client.close();
      for (const socket of sockets) socket.destroy();
      blackHole.close();

      expect(sockets.size).toBeGreaterThan(0);
      expect(report.failed).toEqual([]);
      expect(report.samples).toHaveLength((durationMs / 1_000) * ratePerSecond);
    },
    durationMs + 30_000,
  );
});
