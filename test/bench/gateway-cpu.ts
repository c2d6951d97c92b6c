// CPU per request of the gateway against the same route on node:http and bare grpc-js stubs, side by side.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePort, httpSender, startApp } from '@flotilla/testing';

const rounds = Number(process.env['ROUNDS'] ?? 9);
const requestsPerRound = Number(process.env['REQUESTS'] ?? 2_000);
const connections = 8;
const path = '/api/greetings/Ada';

interface Gateway {
  readonly name: string;
  readonly url: string;
  /** Seconds of CPU that the process has used so far, by its own clock. */
  cpuSeconds(): Promise<number>;
}

async function fetchText(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** Sends requests over some connections, each as soon as the one before was answered. */
async function closedLoop(url: string): Promise<void> {
  const sender = httpSender(url);
  let left = requestsPerRound;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const { status } = await sender.get(path);
      if (status !== 200) throw new Error(`${url}${path} answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  sender.close();
}

async function microsPerRequest(gateway: Gateway): Promise<number> {
  const before = await gateway.cpuSeconds();
  await closedLoop(gateway.url);
  return (((await gateway.cpuSeconds()) - before) * 1e6) / requestsPerRound;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function main(): Promise<void> {
  const collector = createServer(
    (request, response) => void request.resume().on('end', () => response.end('{}')),
  );
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const otlp = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const registry = await startApp('registry', { PORT: '0' });
  const env = { CONSUL_HTTP_ADDR: registry.address, OTEL_EXPORTER_OTLP_ENDPOINT: otlp, LOG_LEVEL: 'info' };
  const greeters = [
    await startApp('greeter', { ...env, INSTANCE_ID: 'greeter-1' }),
    await startApp('greeter', { ...env, INSTANCE_ID: 'greeter-2' }),
  ];
  const flotilla = await startApp('gateway', { ...env, PORT: '0', OTEL_TRACES_SAMPLER_ARG: '0.01' });
  const barePort = await freePort();
  const addresses = greeters.map(({ address }) => address);
  const bare = fork(join(__dirname, 'bare-gateway.ts'), [String(barePort), ...addresses]);
  await once(bare, 'message');

  const gateways: [Gateway, Gateway] = [
    {
      name: 'flotilla',
      url: `http://${flotilla.address}`,
      cpuSeconds: async () => {
        const metrics = await fetchText(`${flotilla.adminUrl}/metrics`);
        return Number(/^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1]);
      },
    },
    {
      name: 'bare',
      url: `http://127.0.0.1:${barePort}`,
      cpuSeconds: async () => Number(await fetchText(`http://127.0.0.1:${barePort}/cpu`)),
    },
  ];

  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let warmUp = 0; warmUp < 2; warmUp++) for (const gateway of gateways) await microsPerRequest(gateway);
  for (let round = 1; round <= rounds; round++) {
    ours.push(await microsPerRequest(gateways[0]));
    theirs.push(await microsPerRequest(gateways[1]));
  }
  const ratios = ours.map((value, round) => value / (theirs[round] as number));
  const row = (name: string, values: number[], digits: number): string =>
    `${name.padEnd(34)} ${median(values).toFixed(digits).padStart(8)} ${Math.min(...values)
      .toFixed(digits)
      .padStart(8)} ${Math.max(...values)
      .toFixed(digits)
      .padStart(8)}`;
  console.log(
    `${rounds} rounds of ${requestsPerRound} requests over ${connections} connections, Node ${process.version}`,
  );
  console.log(`${''.padEnd(34)} ${'median'.padStart(8)} ${'min'.padStart(8)} ${'max'.padStart(8)}`);
  console.log(row('gateway, CPU µs per request', ours, 0));
  console.log(row('node:http + bare stub, CPU µs', theirs, 0));
  console.log(row('ratio, round by round', ratios, 2));

  bare.kill();
  for (const app of [flotilla, ...greeters, registry]) await app.stop();
  collector.close();
}

void main();
