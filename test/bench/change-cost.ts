import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBalancer } from '@flotilla/balancing';
import { Pool } from '@flotilla/client';
import type { Discovery, Snapshot } from '@flotilla/discovery';
import { CpuMeter, cpuMicros } from './cpu-meter';
import { median } from './figures';
import { service } from './large-service';
import { PromptTransport } from './prompt-transport';

const warmUpChanges = 8;

/** CPU µs of one change, medians. */
export interface ChangeCost {
  /** From the backend's answer until the pool has taken it over, with the query for the next change. */
  readonly total: number;
  readonly parse: number;
  /** Snapshot to connections, and the balancer's update. */
  readonly pool: number;
}

/** What each change of a service costs that goes on changing: to one who watches it, with a pool. */
export async function changeCost(discovery: Discovery, changes: number): Promise<ChangeCost> {
  const parse = new CpuMeter();
  const apply = new CpuMeter();
  const restoreJson = meterJson(parse);
  const pool = new Pool({
    service,
    discovery: meterReader(discovery, apply),
    transport: new PromptTransport({ meter: apply }),
    balancer: createBalancer(),
  });
  try {
    const samples = await takeSamples(discovery, changes, () => [parse.take(), apply.take()]);
    const [total = [], parsing = [], applying = []] = [0, 1, 2].map((i) => samples.map((s) => s[i] ?? NaN));
    return { total: median(total), parse: median(parsing), pool: median(applying) };
  } finally {
    restoreJson();
    await pool.close();
  }
}

/** For each change after the first ones: the CPU time since the one before, and what `parts` says. */
async function takeSamples(
  discovery: Discovery,
  changes: number,
  parts: () => number[],
): Promise<number[][]> {
  const samples: number[][] = [];
  let before = cpuMicros();
  for await (const { stale } of discovery.watch(service)) {
    if (stale) throw new Error('the registry did not answer');
    // The pool took the snapshot in this turn, and its new connection is ready in the next.
    for (let turn = 0; turn < 3; turn++) await nextTurn();
    const now = cpuMicros();
    samples.push([now - before, ...parts()]);
    before = now;
    if (samples.length === warmUpChanges + changes) break;
  }
  return samples.slice(warmUpChanges);
}

/** A reader asks for the next snapshot when it is done with the last: what it does in between is metered. */
function meterReader(discovery: Discovery, meter: CpuMeter): Discovery {
  const watch = async function* (...args: Parameters<Discovery['watch']>): AsyncGenerator<Snapshot> {
    for await (const snapshot of discovery.watch(...args)) {
      const begun = cpuMicros();
      yield snapshot;
      meter.add(cpuMicros() - begun);
    }
  };
  return {
    watch,
    services: () => discovery.services(),
    observe: (listener) => discovery.observe(listener),
  };
}

/** @returns a function that ends it */
function meterJson(meter: CpuMeter): () => void {
  const { parse } = JSON;
  JSON.parse = (...args) => meter.run(() => parse(...args) as unknown);
  return () => void (JSON.parse = parse);
}
