// CPU per request of the gateway against the same route on node:http and bare grpc-js stubs, side by side.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePort, httpSender, startApp } from '@flotilla/testing';
import type { AppProcess } from '@flotilla/testing';
import { median, tableRow } from './figures';

const rounds = Number(process.env['ROUNDS'] ?? 9);
const requestsPerRound = Number(process.env['REQUESTS'] ?? 2_000);
const connections = 8;
const path = '/api/greetings/Ada';
const maxRatio = 1.35;

interface Gateway {
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

const cleanups: (() => unknown)[] = [];

async function startFleet(): Promise<[Gateway, Gateway]> {
  const collector = createServer(
    (request, response) => void request.resume().on('end', () => response.end('{}')),
  );
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  cleanups.push(() => collector.close());
  const otlp = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const start = async (name: string, env: Record<string, string>): Promise<AppProcess> => {
    const app = await startApp(name, env);
    cleanups.push(() => app.stop());
    return app;
  };
  const registry = await start('registry', { PORT: '0' });
  const env = { CONSUL_HTTP_ADDR: registry.address, OTEL_EXPORTER_OTLP_ENDPOINT: otlp };
  const greeters = [
    await start('greeter', { ...env, INSTANCE_ID: 'greeter-1' }),
    await start('greeter', { ...env, INSTANCE_ID: 'greeter-2' }),
  ];
  const ours = await start('gateway', { ...env, PORT: '0', OTEL_TRACES_SAMPLER_ARG: '0.01' });
  return [flotilla(ours), await bare(greeters)];
}

function flotilla({ address, adminUrl }: AppProcess): Gateway {
  return {
    url: `http://${address}`,
    cpuSeconds: async () => {
      const metrics = await fetchText(`${adminUrl}/metrics`);
      return Number(/^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1]);
    },
  };
}

async function bare(greeters: readonly AppProcess[]): Promise<Gateway> {
  const port = String(await freePort());
  const child = fork(join(__dirname, 'bare-gateway.ts'), [port, ...greeters.map(({ address }) => address)]);
  cleanups.push(() => child.kill());
  await once(child, 'message');
  const url = `http://127.0.0.1:${port}`;
  return { url, cpuSeconds: async () => Number(await fetchText(`${url}/cpu`)) };
}

function row(name: string, values: readonly number[], digits: number): string {
  const figures = [median(values), Math.min(...values), Math.max(...values)];
  return tableRow(
    name,
    figures.map((figure) => figure.toFixed(digits)),
  );
}

async function main(): Promise<void> {
  const gateways = await startFleet();
  for (let warmUp = 0; warmUp < 2; warmUp++) for (const gateway of gateways) await microsPerRequest(gateway);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 1; round <= rounds; round++) {
    ours.push(await microsPerRequest(gateways[0]));
    theirs.push(await microsPerRequest(gateways[1]));
  }
  const ratios = ours.map((value, round) => value / (theirs[round] as number));
  console.log(
    `${rounds} rounds of ${requestsPerRound} requests over ${connections} connections, Node ${process.version}`,
  );
  console.log(tableRow('', ['median', 'min', 'max']));
  console.log(row('gateway, CPU µs per request', ours, 0));
  console.log(row('node:http + bare stub, CPU µs', theirs, 0));
  console.log(row('ratio, round by round', ratios, 2));
  console.log(
    `target: a median ratio of at most ${maxRatio}: ${median(ratios) <= maxRatio ? 'met' : 'missed'}`,
  );
}

setTimeout(() => {
  console.error('the benchmark did not end within 5 minutes');
  process.exit(1);
}, 300_000).unref();

void main().finally(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});
