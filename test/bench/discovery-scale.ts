// What a service of 10, 1,000 and 10,000 instances costs the process that calls it. Part of `npm run bench`; alone:
// `npx nx run system-tests:bench-scale`. Fails when a call costs more than twice as much among 10,000 as among 10.
import { policyNames } from '@flotilla/balancing';
import type { PolicyName } from '@flotilla/balancing';
import { consulRegistry, etcdRegistry } from '@flotilla/discovery';
import type { Registry } from '@flotilla/discovery';
import { decideBackend, startEtcd } from '@flotilla/testing';
import { callSubject, pickSubject } from './call-cost';
import type { Subject } from './call-cost';
import { changeCost } from './change-cost';
import type { ChangeCost } from './change-cost';
import { median, tableRow } from './figures';
import { heapCost, pooled, watched } from './heap-cost';
import { startHelper } from './helper-process';
import { startCost } from './start-cost';

const counts = [10, 1_000, 10_000] as const;
const rounds = Number(process.env['ROUNDS'] ?? 9);
const warmUpRounds = 3;
const changes = 15;
/** From one change to the next; the client asks every 100 ms at most. */
const pauseMs = 150;
const quietMs = 600_000;
const maxRatio = 2;

function print(name: string, figures: readonly number[], digits = 0): void {
  console.log(
    tableRow(
      name,
      figures.map((figure) => figure.toFixed(digits)),
      10,
    ),
  );
}

/** One after the other: they are not to disturb each other. */
async function forEachCount<T>(measure: (count: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const count of counts) results.push(await measure(count));
  return results;
}

async function onConsul<T>(
  count: number,
  pause: number,
  use: (registry: Registry) => Promise<T>,
): Promise<T> {
  const standIn = await startHelper('consul-stand-in', count, pause);
  const registry = consulRegistry({ address: `127.0.0.1:${String(standIn.message)}` });
  try {
    return await use(registry);
  } finally {
    await registry.close();
    standIn.stop();
  }
}

async function onEtcd<T>(
  count: number,
  address: string,
  use: (registry: Registry) => Promise<T>,
): Promise<T> {
  const writer = await startHelper('etcd-writer', address, count, pauseMs);
  const registry = etcdRegistry({ endpoints: address });
  try {
    return await use(registry);
  } finally {
    await registry.close();
    writer.stop();
  }
}

function printChanges(backend: string, costs: readonly ChangeCost[]): void {
  print(
    `one change, ${backend}, CPU µs`,
    costs.map(({ total }) => total),
  );
  print(
    '  of it JSON.parse',
    costs.map(({ parse }) => parse),
  );
  print(
    '  of it pool and balancer',
    costs.map(({ pool }) => pool),
  );
}

async function compareChanges(): Promise<void> {
  const ofChanges = ({ discovery }: Registry): Promise<ChangeCost> => changeCost(discovery, changes);
  printChanges('Consul', await forEachCount((count) => onConsul(count, pauseMs, ofChanges)));
  const etcd = decideBackend('etcd', 'ETCD_BIN', process.env);
  if (!etcd.run) {
    if (etcd.required) throw new Error(`REQUIRE_BACKENDS contains etcd: ${etcd.reason}`);
    console.log(`SKIPPED: one change, etcd: ${etcd.reason}`);
    return;
  }
  const server = await startEtcd({ program: etcd.program });
  try {
    printChanges('etcd', await forEachCount((count) => onEtcd(count, server.address, ofChanges)));
  } finally {
    await server.close();
  }
}

async function compareStarts(): Promise<void> {
  const costs = await forEachCount(async (count) => {
    const samples: number[] = [];
    for (let round = 0; round < rounds; round++) samples.push(await startCost(count));
    return median(samples);
  });
  print('start, CPU µs per instance', costs);
}

/** The medians for each count, the rounds taken in turn: what slows the machine for a while slows all. */
async function compare(subjectOf: (count: number) => Promise<Subject>): Promise<number[]> {
  const subjects = await forEachCount(subjectOf);
  const samples = subjects.map((): number[] => []);
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    for (const [index, subject] of subjects.entries()) samples[index]?.push(await subject.measure());
  }
  for (const subject of subjects) await subject.close();
  return samples.map((each) => median(each.slice(warmUpRounds)));
}

/**
 * The target is for calls. A loop of nothing but picks does the same work for any number, yet shows where the processor
 * keeps it: ten endpoints stay in its nearest cache, ten thousand do not.
 *
 * @returns how many times as much a call costs among the most instances as among the fewest.
 */
async function compareCalls(policy: PolicyName): Promise<number> {
  const calls = await compare((count) => callSubject(count, policy));
  print(`a call, ${policy}, CPU ns`, calls);
  print('  of it the pick, in a loop', await compare((count) => pickSubject(count, policy)));
  return (calls.at(-1) ?? NaN) / (calls[0] ?? NaN);
}

async function compareHeaps(): Promise<void> {
  const held = await forEachCount((count) =>
    onConsul(count, quietMs, async ({ discovery }) => [
      (await heapCost(() => watched(discovery), rounds)) / count,
      (await heapCost(() => pooled(discovery, count), rounds)) / count,
    ]),
  );
  print(
    'heap per instance, watch, bytes',
    held.map(([watch = NaN]) => watch),
  );
  print(
    'heap per instance, with a pool',
    held.map(([, pool = NaN]) => pool),
  );
}

async function main(): Promise<void> {
  console.log(`Node ${process.version}, ${rounds} rounds, ${changes} changes: medians`);
  console.log(
    tableRow(
      'instances',
      counts.map((count) => count.toLocaleString('en')),
      10,
    ),
  );
  await compareHeaps();
  await compareChanges();
  await compareStarts();
  const ratios: number[] = [];
  for (const policy of policyNames) ratios.push(await compareCalls(policy));
  const flat = ratios.every((ratio) => ratio <= maxRatio);
  const found = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
  console.log(
    `target: a call among 10,000 costs at most ${maxRatio} times one among 10: ${found}: ${flat ? 'met' : 'missed'}`,
  );
  if (!flat) process.exitCode = 1;
}

setTimeout(() => {
  console.error('the benchmark did not end within 5 minutes');
  process.exit(1);
}, 300_000).unref();

void main();
