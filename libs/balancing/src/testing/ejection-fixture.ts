import type { Endpoint } from '@flotilla/call';
import type { Balancer, BalancerEvent, Pick } from '../balancer';
import { createBalancer } from '../create-balancer';
import type { OutlierEjectionOptions } from '../outlier-ejection/options';

// What the tests of outlier ejection share, made anew for each of them by `setUpEjection`.
export const clock = { now: 1_000 };
export let balancer: Balancer;
export let events: BalancerEvent[];

/** @param random what every random number is */
export function start(
  ready: readonly Endpoint[],
  outlierEjection: OutlierEjectionOptions = {},
  random = 0,
): void {
  balancer = createBalancer({
    policy: 'round_robin',
    outlierEjection,
    clock: () => clock.now,
    random: () => random,
  });
  balancer.observe((event) => events.push(event));
  balancer.update(ready);
}

/** Picks until the endpoint comes up. */
export function pickOf(id: string): Pick {
  for (let i = 0; i < 20; i++) {
    const pick = balancer.pick();
    if (pick?.endpoint.id === id) return pick;
  }
  throw new Error(`${id} is not picked`);
}

export function fail(id: string, times = 5): void {
  for (let i = 0; i < times; i++) pickOf(id).done({ kind: 'failure' });
}

/** The endpoints in rotation, in order. */
export function active(): string {
  const ids = Array.from({ length: 40 }, () => balancer.pick()?.endpoint.id ?? '');
  return [...new Set(ids)].sort().join('');
}

/** To be called once in a test file. */
export function setUpEjection(): void {
  beforeEach(() => {
    clock.now = 1_000;
    events = [];
  });
}
