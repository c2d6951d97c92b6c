import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Instance } from '@flotilla/discovery';
import { generatorName, ProcessMeter } from './process-meter';

let cpuSeconds = 1;
const admin = createServer((_request, response) => {
  response.end(`process_cpu_seconds_total ${(cpuSeconds += 1)}\nprocess_resident_memory_bytes 1000\n`);
});

beforeAll(() => once(admin.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => {
  admin.closeAllConnections();
  admin.close();
});

const instance = (id: string, metadata: Instance['metadata']): Instance => ({
  id,
  service: 'greeter',
  host: '127.0.0.1',
  port: 1,
  metadata,
});

it('asks those that say where, itself included; who does not answer is left out', async () => {
  const adminPort = String((admin.address() as AddressInfo).port);
  const instances = [
    instance('greeter-2', { adminPort }),
    instance('greeter-3', { adminPort: '1' }),
    instance('greeter-4', {}),
  ];
  const meter = new ProcessMeter();
  await meter.read(instances, () => 0);
  await meter.read(instances, () => 2_000);
  const figures = meter.figures();
  expect(figures.map(({ name }) => name)).toEqual(['greeter-2', generatorName]);
  expect(figures[0]).toMatchObject({ cpuShare: 0.5, memoryBytes: 1_000 });
  expect(figures[1]?.memoryBytes).toBeGreaterThan(1_000_000);
});
