import { createBalancer } from '@flotilla/balancing';
import { StaticDiscovery } from '@flotilla/discovery';
import type { Instance } from '@flotilla/discovery';
import { Pool } from '../pool/pool';
import type { PickedConnection } from '../pool/rotation';
import type { PoolOptions } from '../pool/pool-options';
import { FakeTransport } from './fake-transport';
import { quotes } from './quotes';
import { settle } from './settle';

// What the tests of the pool share, made anew for each of them by `setUpPool`.
export let discovery: StaticDiscovery;
export let transport: FakeTransport;
export let pool: Pool;

export function open(options: Partial<PoolOptions> = {}): Pool {
  const balancer = createBalancer({ policy: 'round_robin', random: () => 0 });
  return (pool = new Pool({ service: 'quotes', discovery, transport, balancer, ...options }));
}

export async function list(...instances: readonly Instance[]): Promise<void> {
  discovery.update(instances);
  await settle();
}

/** A pool whose instances are listed, and ready unless the transport says otherwise. */
export async function openWith(...slots: readonly number[]): Promise<void> {
  open();
  await list(...slots.map((slot) => quotes(slot)));
}

/** The ids that calls go to now, sorted. */
export function picked(): string[] {
  const ids = Array.from({ length: 10 }, () => pool.tryAcquire({})?.endpoint.id ?? []).flat();
  return [...new Set(ids)].sort();
}

export function acquire(deadline = Infinity): Promise<PickedConnection> {
  return pool.acquire({}, deadline, new AbortController().signal);
}

/** Fake time, and the certainty that a closed pool leaves no timer. To be called once in a test file. */
export function setUpPool(): void {
  beforeEach(() => {
    jest.useFakeTimers();
    discovery = new StaticDiscovery();
    transport = new FakeTransport();
  });
  afterEach(async () => {
    await pool.close();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
}
