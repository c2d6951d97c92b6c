import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@flotilla/testing';
import type { Fault } from '@flotilla/testing';
import { backMs, faultMs } from '../durations';
import { instance, isFresh, maxWithin, record } from '../stand';
import type { Case, Stand } from '../stand';

/** What a watch asks again and again, per second: the most in any two, so that no jitter of timers counts. */
function watchRate({ requests }: Stand['proxy'], part: string, sinceMs: number): number {
  const asked = requests.filter(({ path, atMs }) => path.includes(part) && atMs >= sinceMs);
  const timesMs = asked.map(({ atMs }) => atMs);
  return maxWithin(2_000, timesMs) / 2;
}

/** However fast the answers come, they are asked for slowly, what changes is seen, and all is quiet when they block again. */
export const staysCalm =
  (fault: Fault): Case =>
  async ({ name, service, proxy, client, other }) => {
    const key = `flotilla/policies/${service}`;
    const snapshots = record(client.discovery.watch(service));
    const entries = record(client.config.watch(key));
    await until('an answer', 3_000, () => snapshots.length + entries.length === 2);
    proxy.suffer(fault);
    const sinceMs = performance.now();
    await delay(faultMs);
    await other.registrar.register(instance(service, 1)).ready;
    await other.config.put(key, 'new');
    await until('changes', backMs, () => snapshots.some(isFresh(1)) && entries.at(-1)?.value === 'new');
    // The path of etcd's does not say what they watch: both together must not be too many.
    const parts = name === 'etcd' ? ['/v3/watch'] : ['/health/service', '/kv/', '/v1/c'];
    for (const part of parts) expect(watchRate(proxy, part, sinceMs)).toBeLessThanOrEqual(12);
    proxy.heal();
    await other.config.put(key, 'newer');
    await until('the last change', backMs, () => entries.at(-1)?.value === 'newer');
    await delay(1_000);
    const settledAtMs = performance.now();
    await delay(1_000);
    for (const part of parts) expect(watchRate(proxy, part, settledAtMs)).toBeLessThanOrEqual(1);
  };
