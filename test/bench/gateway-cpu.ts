// CPU per request of the gateway, as it is, without its request lines, and without metrics and traces as well; and of the same
// route on node:http and bare grpc-js stubs. Side by side.
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
const maxTelemetryMicros = 10;

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

/** What is compared. */
interface Gateways {
  readonly asItIs: Gateway;
  readonly withoutLines: Gateway;
  readonly withoutTelemetry: Gateway;
  readonly bare: Gateway;
}

async function startFleet(): Promise<Gateways> {
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
  // Unsampled: what recording costs is another question.
  const gateway = async (id: number, settings: Record<string, string>): Promise<Gateway> =>
    flotilla(
      await start('gateway', {
        ...env,
        PORT: '0',
        INSTANCE_ID: `gateway-${id}`,
        OTEL_TRACES_SAMPLER_ARG: '0',
        ...settings,
      }),
    );
  return {
    asItIs: await gateway(1, {}),
    withoutLines: await gateway(2, { LOG_REQUESTS: 'false' }),
    withoutTelemetry: await gateway(3, { OTEL_SDK_DISABLED: 'true' }),
    bare: await bare(greeters),
  };
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

type Measured = Readonly<Record<keyof Gateways, number[]>>;

async function measure(gateways: Gateways): Promise<Measured> {
  const all = Object.entries(gateways) as [keyof Gateways, Gateway][];
  for (let warmUp = 0; warmUp < 2; warmUp++) for (const [, gateway] of all) await microsPerRequest(gateway);
  const measured: Measured = { asItIs: [], withoutLines: [], withoutTelemetry: [], bare: [] };
  for (let round = 1; round <= rounds; round++)
    for (const [name, gateway] of all) measured[name].push(await microsPerRequest(gateway));
  return measured;
}

/** Round by round, so that what the machine does beside it counts for both. */
function compared(
  of: readonly number[],
  to: readonly number[],
  how: (a: number, b: number) => number,
): number[] {
  return of.map((value, round) => how(value, to[round] ?? NaN));
}

function verdict(target: string, isMet: boolean): void {
  console.log(`target: ${target}: ${isMet ? 'met' : 'missed'}`);
}

async function main(): Promise<void> {
  const { asItIs, withoutLines, withoutTelemetry, bare } = await measure(await startFleet());
  const ratios = compared(withoutLines, bare, (ours, theirs) => ours / theirs);
  const lines = compared(asItIs, withoutLines, (withThem, without) => withThem - without);
  const telemetry = compared(withoutLines, withoutTelemetry, (on, off) => on - off);
  console.log(
    `${rounds} rounds of ${requestsPerRound} requests over ${connections} connections, Node ${process.version}`,
  );
  console.log(tableRow('CPU µs per request', ['median', 'min', 'max']));
  console.log(row('gateway as it is', asItIs, 0));
  console.log(row('without a line per request', withoutLines, 0));
  console.log(row('without metrics and traces, too', withoutTelemetry, 0));
  console.log(row('node:http + bare stub', bare, 0));
  console.log(row('a line costs', lines, 1));
  console.log(row('metrics and unsampled traces cost', telemetry, 1));
  console.log(row('ratio to bare, without lines', ratios, 2));
  verdict(`a median ratio of at most ${maxRatio}`, median(ratios) <= maxRatio);
  verdict(`telemetry at most ${maxTelemetryMicros} µs`, median(telemetry) <= maxTelemetryMicros);
}

setTimeout(() => {
  console.error('the benchmark did not end within 5 minutes');
  process.exit(1);
}, 300_000).unref();

void main().finally(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});
