// Measures one policy and sends its costs. A process of its own: code that has seen one policy only is compiled as in a
// program that uses one.
import { getHeapStatistics } from 'node:v8';
import { createBalancer, policies } from '@flotilla/balancing';
import type { Outcome, PickContext, Policy, PolicyName } from '@flotilla/balancing';
import type { Endpoint } from '@flotilla/call';
import { cpuMicros } from './cpu-meter';
import { instances } from './large-service';
import { counts } from './pick-table';
import type { Form, PickCosts } from './pick-table';

const [policy, form] = process.argv.slice(2) as [PolicyName, Form];
const rounds = Number(process.env['ROUNDS'] ?? 15);
const warmUpRounds = 4;
const picksPerRound = 100_000;
/** Far fewer than between two visits of the garbage collector; the heap grows by whole pages, hence many. */
const picksPerPiece = 1_000;
const pieces = 300;
/** An update among 10 takes less than the clock's resolution. */
const updateBatchMicros = 20_000;

const success: Outcome = { kind: 'success', latencyMs: 5 };
const contexts = Array.from({ length: 1_024 }, (_, i): PickContext =>
  policy === 'ring_hash' ? { hashKey: `user-${i}` } : {},
);

const endpointsOf = (count: number): readonly Endpoint[] =>
  instances(count).map(({ id, host, port, zone, version }) => ({
    id,
    host,
    port,
    weight: 1,
    ...(zone && { zone }),
    ...(version && { version }),
  }));

function start(endpoints: readonly Endpoint[]): Policy {
  const subject =
    form === 'composed'
      ? createBalancer({ policy })
      : policies[policy].create(() => performance.now(), Math.random);
  subject.update(endpoints);
  return subject;
}

function pick(subject: Policy, times: number): void {
  for (let i = 0; i < times; i++) subject.pick(contexts[i & 1_023])?.done(success);
}

function nsPerPick(subject: Policy): number {
  const begun = cpuMicros();
  pick(subject, picksPerRound);
  return ((cpuMicros() - begun) * 1_000) / picksPerRound;
}

/** The fastest round of each: what else the machine does only adds. Rounds in turn, so that it adds to all. */
function measurePicks(): number[] {
  const subjects = counts.map((count) => start(endpointsOf(count)));
  const fastest = subjects.map(() => Infinity);
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      const ns = nsPerPick(subject);
      if (round >= warmUpRounds) fastest[index] = Math.min(fastest[index] ?? Infinity, ns);
    }
  }
  return fastest;
}

/** What the heap grows by. The pieces in which the garbage collector came by, so that it shrank, do not count. */
function bytesPerPick(count: number): number {
  const subject = start(endpointsOf(count));
  pick(subject, picksPerRound);
  const growth: number[] = [];
  for (let piece = 0; piece < pieces; piece++) {
    const before = getHeapStatistics().used_heap_size;
    pick(subject, picksPerPiece);
    growth.push(getHeapStatistics().used_heap_size - before);
  }
  const grown = growth.filter((bytes) => bytes >= 0);
  return grown.reduce((sum, bytes) => sum + bytes, 0) / (grown.length * picksPerPiece);
}

/** The same endpoints, without the one in the middle and with it. */
function microsPerUpdate(count: number): number {
  const more = endpointsOf(count + 1);
  const less = more.filter((_, index) => index !== Math.floor(count / 2));
  const subject = start(less);
  let fastest = Infinity;
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const begun = cpuMicros();
    let updates = 0;
    for (; cpuMicros() - begun < updateBatchMicros; updates += 2) {
      subject.update(more);
      subject.update(less);
    }
    fastest = Math.min(fastest, (cpuMicros() - begun) / updates);
  }
  return fastest;
}

const costs: PickCosts = {
  ns: measurePicks(),
  bytes: counts.map(bytesPerPick),
  updateMicros: counts.map(microsPerUpdate),
};
process.send?.(costs, () => process.disconnect());
