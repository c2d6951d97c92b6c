// CPU per request of the gateway, as it is and without its request lines, and of the same route on node:http and bare grpc-js stubs.
// Side by side.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { closedLoop, freePort, httpSender } from '@flotilla/testing';
import type { AppProcess } from '@flotilla/testing';
import { median, tableRow } from './figures';
import { startGreeters } from './greeters';
import type { Greeters } from './greeters';

const rounds = Number(process.env['ROUNDS'] ?? 9);
const requestsPerRound = Number(process.env['REQUESTS'] ?? 2_000);
const maxRatio = 1.35;

interface Gateway {
  readonly url: string;
  /** Seconds of CPU that the process has used so far, by its own clock. */
  cpuSeconds(): Promise<number>;
}

async function fetchText(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function microsPerRequest(gateway: Gateway): Promise<number> {
  const before = await gateway.cpuSeconds();
  const sender = httpSender(gateway.url);
  await closedLoop(sender, requestsPerRound);
  sender.close();
  return (((await gateway.cpuSeconds()) - before) * 1e6) / requestsPerRound;
}

/** What is compared. */
interface Gateways {
  readonly asItIs: Gateway;
  readonly withoutLines: Gateway;
  readonly bare: Gateway;
}

const cleanups: (() => unknown)[] = [];

async function startGateways(): Promise<Gateways> {
  const greeters = await startGreeters();
  cleanups.push(() => greeters.stop());
  const gateway = async (id: number, settings: Record<string, string>): Promise<Gateway> =>
    flotilla(await greeters.start('gateway', { PORT: '0', INSTANCE_ID: `gateway-${id}`, ...settings }));
  return {
    asItIs: await gateway(1, {}),
    withoutLines: await gateway(2, { LOG_REQUESTS: 'false' }),
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

async function bare({ addresses }: Greeters): Promise<Gateway> {
  const port = String(await freePort());
  const child = fork(join(__dirname, 'bare-gateway.ts'), [port, ...addresses]);
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
  const measured: Measured = { asItIs: [], withoutLines: [], bare: [] };
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

async function main(): Promise<void> {
  const { asItIs, withoutLines, bare } = await measure(await startGateways());
  const ratios = compared(withoutLines, bare, (ours, theirs) => ours / theirs);
  const lines = compared(asItIs, withoutLines, (withThem, without) => withThem - without);
  console.log(`${rounds} rounds of ${requestsPerRound} requests, Node ${process.version}`);
  console.log(tableRow('CPU µs per request', ['median', 'min', 'max']));
  console.log(row('gateway as it is', asItIs, 0));
  console.log(row('without a line per request', withoutLines, 0));
  console.log(row('node:http + bare stub', bare, 0));
  console.log(row('a line costs', lines, 1));
  console.log(row('ratio to bare, without lines', ratios, 2));
  const isMet = median(ratios) <= maxRatio;
  console.log(`target: a median ratio of at most ${maxRatio}: ${isMet ? 'met' : 'missed'}`);
}

setTimeout(() => {
  console.error('the benchmark did not end within 5 minutes');
  process.exit(1);
}, 300_000).unref();

void main().finally(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});
