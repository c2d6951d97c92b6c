// How long a scrape of 2,000 latency histograms keeps everything else waiting, beside prom-client's own.
import { Histogram, Registry } from 'prom-client';
import { createTelemetry } from '@flotilla/telemetry';
import { median, tableRow } from './figures';

const rounds = 15;
const series = 2_000;
const maxBlockMs = 20;
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

/** The longest time between two turns of the event loop while something goes on; milliseconds. */
async function longestBlockMs(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let next: NodeJS.Immediate;
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    next = setImmediate(turn);
  };
  next = setImmediate(turn);
  await work();
  await new Promise((resolve) => setImmediate(resolve));
  clearImmediate(next);
  return longest;
}

/** A thousand each of calls and attempts, of 40 methods of 25 services. */
function ours(): () => Promise<unknown> {
  const { metrics } = createTelemetry({ service: 'bench', logLevel: 'silent' });
  for (let n = 0; n < series / 2; n++) {
    const labels = { grpc_method: `m${n % 40}`, grpc_target: `t${Math.floor(n / 40)}`, grpc_status: 'OK' };
    for (const durations of [metrics.clientCalls, metrics.clientAttempts])
      durations.with(labels).observe((n % 100) / 1_000);
  }
  return async () => {
    let text = '';
    for await (const chunk of metrics.expose('application/openmetrics-text').chunks) text += chunk;
    return text;
  };
}

function promClient(): () => Promise<unknown> {
  const registers = [new Registry()] as const;
  const labelNames = ['grpc_method', 'grpc_target', 'grpc_status'];
  const durations = new Histogram({
    name: 'seconds',
    help: 'Seconds',
    labelNames,
    buckets,
    registers: [...registers],
  });
  for (let n = 0; n < series; n++)
    durations.observe(
      { grpc_method: `m${n % 40}`, grpc_target: `t${Math.floor(n / 40)}`, grpc_status: 'OK' },
      0.01,
    );
  return () => registers[0].metrics();
}

async function main(): Promise<void> {
  const subjects = { 'ours, in pieces': ours(), 'prom-client 15': promClient() };
  const blocks = new Map<string, number[]>(Object.keys(subjects).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, scrape] of Object.entries(subjects))
      blocks.get(name)?.push(await longestBlockMs(scrape));
  console.log(
    `\nlongest time that a scrape of ${series} histograms blocks the event loop, ms, Node ${process.version}`,
  );
  console.log(tableRow('', ['median', 'max']));
  for (const [name, values] of blocks)
    console.log(
      tableRow(
        name,
        [median(values), Math.max(...values)].map((ms) => ms.toFixed(1)),
      ),
    );
  const most = Math.max(...(blocks.get('ours, in pieces') ?? []));
  console.log(`target: at most ${maxBlockMs} ms in any round: ${most <= maxBlockMs ? 'met' : 'missed'}`);
}

void main();
