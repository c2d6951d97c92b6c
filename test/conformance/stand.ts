import type { Instance, Registration, Registry, Snapshot } from '@flotilla/discovery';
import { FaultyBackend } from '@flotilla/testing';
import type { RegistryName, RegistryUnderTest } from '@flotilla/testing';

/** What one case has of a backend that it shares with others: a service of its own, and a way of its own to break. */
export interface Stand {
  readonly name: RegistryName;
  readonly backend: RegistryUnderTest;
  readonly service: string;
  /** Stands before the backend. */
  readonly proxy: FaultyBackend;
  /** Uses the backend by way of the proxy. */
  readonly client: Registry;
  /** Uses the backend itself: what others see and do. */
  readonly other: Registry;
}

export type Case = (stand: Stand) => Promise<void>;

let stands = 0;

export async function runOnStand(name: RegistryName, backend: RegistryUnderTest, run: Case): Promise<void> {
  const service = `greeter-${++stands}-${process.pid}`;
  const proxy = await FaultyBackend.start(backend.address);
  const [client, other] = [backend.open(proxy.address), backend.open()];
  try {
    await run({ name, backend, service, proxy, client, other });
  } finally {
    await Promise.all([client.close(), other.close()]);
    await proxy.close();
  }
}

export function instance(service: string, slot: number): Instance {
  return { id: `${service}-${slot}`, service, host: '127.0.0.1', port: 50_000 + slot, metadata: {} };
}

/** Whether a snapshot is the truth, and shows these instances. */
export const isFresh =
  (...slots: number[]) =>
  (snapshot?: Snapshot): boolean =>
    snapshot?.stale === false && snapshot.instances.map(({ port }) => port - 50_000).join() === slots.join();

/** All that a watch says, from now on. */
export function record<T>(values: AsyncIterable<T>): T[] {
  const seen: T[] = [];
  void (async () => {
    for await (const value of values) seen.push(value);
  })();
  return seen;
}

/** When a registration reported errors, by `performance.now`. */
export function recordErrors(registration: Registration): number[] {
  const timesMs: number[] = [];
  registration.observe(({ type }) => type === 'error' && timesMs.push(performance.now()));
  return timesMs;
}

/** The most events in any time so long. */
export function maxWithin(windowMs: number, timesMs: readonly number[]): number {
  const counts = timesMs.map((from) => timesMs.filter((at) => at >= from && at < from + windowMs).length);
  return Math.max(0, ...counts);
}

/** No timer is exact to the millisecond. */
export const secondMs = 990;
