import { setTimeout as delay } from 'node:timers/promises';
import { slow, until } from '@flotilla/testing';
import type { RegistryName, RegistryUnderTest } from '@flotilla/testing';
import { faultMs, slowlyMs } from '../durations';
import { instance, isFresh, record, recordErrors, runOnStand } from '../stand';
import type { Case, Stand } from '../stand';

const latencyMs = 500;

export const isPatient: Case = async ({ service, proxy, client, other }) => {
  proxy.suffer(slow(latencyMs));
  const snapshots = record(client.discovery.watch(service));
  const registration = client.registrar.register(instance(service, 1), { ttlMs: 3_000 });
  const errors = recordErrors(registration);
  await registration.ready;
  await until('itself', slowlyMs(3_000), () => isFresh(1)(snapshots.at(-1)));
  const second = other.registrar.register(instance(service, 2));
  await until('another', slowlyMs(2_000), () => isFresh(1, 2)(snapshots.at(-1)));
  await delay(faultMs);
  expect(snapshots.filter(({ stale }) => stale)).toEqual([]);
  expect(errors).toEqual([]);
  expect(registration.state).toBe('registered');
  await second.deregister();
  await until('another left', slowlyMs(2_000), () => isFresh(1)(snapshots.at(-1)));
};

/** What a process asks to register, to see itself and another, and to leave. */
async function live({ service, other, client }: Stand): Promise<void> {
  const snapshots = record(client.discovery.watch(service));
  await until('an answer', slowlyMs(3_000), () => isFresh()(snapshots.at(-1)));
  const registration = client.registrar.register(instance(service, 1), { ttlMs: 86_400_000 });
  await registration.ready;
  await until('itself', slowlyMs(3_000), () => isFresh(1)(snapshots.at(-1)));
  const second = other.registrar.register(instance(service, 2));
  await until('another', slowlyMs(3_000), () => isFresh(1, 2)(snapshots.at(-1)));
  await Promise.all([registration.deregister(), second.deregister()]);
}

/** How often what is asked in a short life; Consul's queries apart, for changes may come one by one or together. */
async function countRequests(name: RegistryName, backend: RegistryUnderTest, answerMs: number) {
  const others: Record<string, number> = {};
  let queries = 0;
  await runOnStand(name, backend, async (stand) => {
    stand.proxy.suffer(slow(answerMs));
    await live(stand);
    for (const { path } of stand.proxy.requests) {
      const [endpoint = ''] = path.replace(stand.service, '').split('?');
      if (/^\/v1\/(?!agent)/.test(endpoint)) queries += 1;
      else others[endpoint] = (others[endpoint] ?? 0) + 1;
    }
  });
  return { others, queries };
}

export const asksNoMore: Case = async ({ name, backend }) => {
  const [quick, patient] = [
    await countRequests(name, backend, 0),
    await countRequests(name, backend, latencyMs),
  ];
  expect(patient.others).toEqual(quick.others);
  // One to begin with, one for each of two arrivals and two departures, one that waits; two whether "none" is the truth.
  expect(patient.queries).toBeLessThanOrEqual(8);
};
