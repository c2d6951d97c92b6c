import { setTimeout as delay } from 'node:timers/promises';
import { halfOpen, until } from '@flotilla/testing';
import type { Fault, RegistryName } from '@flotilla/testing';
import { backMs, faultMs, knownMs, proving } from '../durations';
import { instance, isFresh, maxWithin, record, recordErrors, secondMs } from '../stand';
import type { Case } from '../stand';

/** A frozen agent shows in a blocking query when its wait is over; a frozen etcd when its pulse fails. */
function noticedWithinMs(fault: Fault, name: RegistryName): number {
  if (fault !== halfOpen) return knownMs;
  return name === 'etcd' ? 7_500 : 62_000;
}

/** What was known stays, stale, while the fault lasts; what changed meanwhile is seen after it. */
export const outlives =
  (fault: Fault): Case =>
  async ({ name, service, proxy, client, other }) => {
    const key = `flotilla/policies/${service}`;
    await other.config.put(key, 'old');
    const leaving = other.registrar.register(instance(service, 1));
    const registration = client.registrar.register(instance(service, 2), { ttlMs: 3_000 });
    const errors = recordErrors(registration);
    const snapshots = record(client.discovery.watch(service));
    const entries = record(client.config.watch(key));
    await until('all is well', 5_000, () => isFresh(1, 2)(snapshots.at(-1)) && entries.length === 1);
    await registration.ready;

    proxy.suffer(fault);
    const before = snapshots.splice(0).at(-1);
    const pinged = expect(client.ping()).rejects.toMatchObject({ name: 'CallError' });
    const noticedMs = noticedWithinMs(fault, name);
    const noticed = proving || noticedMs < 10_000;
    if (noticed) await until('stale', noticedMs, () => snapshots.length > 0);
    await until('registering', 4_000, () => registration.state === 'registering');
    await leaving.deregister();
    await other.registrar.register(instance(service, 3)).ready;
    await other.config.put(key, 'new');
    for (let weight = 2; weight <= 9; weight += 1) {
      registration.update({ weight });
      await delay(faultMs / 8);
    }
    await pinged;
    expect(snapshots).toEqual(noticed ? [{ ...before, stale: true }] : []);
    expect(entries).toHaveLength(1);

    proxy.heal();
    await until('right again', backMs, () => {
      const last = snapshots.at(-1);
      return isFresh(2, 3)(last) && last?.instances[0]?.weight === 9 && entries.at(-1)?.value === 'new';
    });
    await until('registered', knownMs, () => registration.state === 'registered');
    expect(entries.map((entry) => entry?.value)).toEqual(['old', 'new']);
    expect(errors.length).toBeGreaterThan(0);
    expect(maxWithin(secondMs, errors)).toBe(1);
  };
