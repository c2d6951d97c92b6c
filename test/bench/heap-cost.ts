import { setImmediate as nextTurn } from 'node:timers/promises';
import { createBalancer } from '@flotilla/balancing';
import { Pool } from '@flotilla/client';
import type { Discovery } from '@flotilla/discovery';
import { median } from './figures';
import { service } from './large-service';
import { PromptTransport } from './prompt-transport';

/** Something that takes up memory until the returned function is called. */
export type Hold = () => Promise<() => Promise<void>>;

/** A watch that has its snapshot. */
export async function watched(discovery: Discovery): ReturnType<Hold> {
  const watch = discovery.watch(service)[Symbol.asyncIterator]();
  await watch.next();
  return async () => void (await watch.return?.());
}

/** A pool whose connections are ready. They are stand-ins: a real one takes more than the rest together. */
export async function pooled(discovery: Discovery, count: number): ReturnType<Hold> {
  const transport = new PromptTransport();
  const pool = new Pool({ service, discovery, transport, balancer: createBalancer() });
  while (transport.ready < count) await nextTurn();
  pool.tryAcquire({})?.done({ kind: 'cancelled' });
  return () => pool.close();
}

/** Heap bytes of what is held: the difference of the medians with it and without. */
export async function heapCost(hold: Hold, rounds: number): Promise<number> {
  const [without, holding]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    without.push(await settledHeap());
    const release = await hold();
    holding.push(await settledHeap());
    await release();
  }
  return median(holding) - median(without);
}

async function settledHeap(): Promise<number> {
  if (!global.gc) throw new Error('run with --expose-gc');
  for (let pass = 0; pass < 3; pass++) {
    await nextTurn();
    global.gc();
  }
  return process.memoryUsage().heapUsed;
}
