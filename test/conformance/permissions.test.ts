import { setTimeout as delay } from 'node:timers/promises';
import type { Registry } from '@flotilla/discovery';
import {
  decideRegistry,
  describeDecided,
  startGuardedConsul,
  startGuardedEtcd,
  until,
} from '@flotilla/testing';
import type { GuardedRegistry, Visitor } from '@flotilla/testing';
import { backMs, knownMs, proving } from './durations';
import { instance, maxWithin, record, recordErrors, secondMs } from './stand';

const deniedMs = proving ? 10_000 : 1_200;
jest.setTimeout(proving ? 120_000 : 60_000);

const guarded = { consul: startGuardedConsul, etcd: startGuardedEtcd } as const;
let services = 0;

for (const name of ['consul', 'etcd'] as const)
  describeDecided(`${name} that asks who it is`, name, decideRegistry(name), () => denials(guarded[name]));

function denials(start: () => Promise<GuardedRegistry>): void {
  let registry: GuardedRegistry;
  let service: string;
  const opened: Registry[] = [];

  beforeAll(async () => {
    registry = await start();
  });
  afterAll(() => registry.close());
  beforeEach(() => {
    service = `greeter-${++services}-${process.pid}`;
  });
  afterEach(() => Promise.all(opened.splice(0).map((client) => client.close())));

  function open(visitor: Visitor): Registry {
    const client = registry.open(visitor);
    opened.push(client);
    return client;
  }

  it('serves a member', async () => {
    const member = open('member');
    await member.ping();
    await member.registrar.register(instance(service, 1)).ready;
    const key = `flotilla/policies/${service}`;
    const entry = await member.config.put(key, '{}');
    await expect(member.config.get(key)).resolves.toEqual(entry);
    await expect(member.discovery.services()).resolves.toContain(service);
    const snapshots = record(member.discovery.watch(service));
    await until('itself', knownMs, () => snapshots.at(-1)?.instances.length === 1);
  });

  it.each(['newcomer', 'impostor', 'stranger'] as const)(
    'shows nothing to a %s, registers nothing of it, and says what to do about that',
    async (visitor) => {
      await open('member').registrar.register(instance(service, 1)).ready;
      const client = open(visitor);
      const snapshots = record(client.discovery.watch(service));
      const registration = client.registrar.register(instance(service, 2), { ttlMs: 1_000 });
      const errors = recordErrors(registration);
      await expect(client.ping()).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
        message: expect.stringMatching(/CONSUL_HTTP_TOKEN|ETCD_USERNAME/) as string,
      });
      await delay(deniedMs);
      expect(registration.state).toBe('registering');
      expect(errors.length).toBeGreaterThan(0);
      expect(maxWithin(secondMs, errors)).toBe(1);
      expect(snapshots).toEqual([]);
    },
  );

  it('is seen as it was by who may see it no more, and as it is when that is over', async () => {
    await registry.permit(true);
    const [member, newcomer] = [open('member'), open('newcomer')];
    const registration = newcomer.registrar.register(instance(service, 1), { ttlMs: 3_000 });
    const snapshots = record(newcomer.discovery.watch(service));
    await until('itself', 3_000, () => snapshots.at(-1)?.instances.length === 1);
    await registration.ready;
    await registry.permit(false);
    await member.registrar.register(instance(service, 2)).ready;
    await until('stale', 8_000, () => snapshots.at(-1)?.stale === true);
    await until('registering', 5_000, () => registration.state === 'registering');
    const [known, lost] = snapshots.splice(0).slice(-2);
    await delay(deniedMs);
    expect(lost).toEqual({ ...known, stale: true });
    expect(lost?.instances).not.toEqual([]);
    expect(snapshots).toEqual([]);
    await registry.permit(true);
    await until('right again', backMs, () => {
      const last = snapshots.at(-1);
      return last?.stale === false && last.instances.length === 2;
    });
    await until('registered', 8_000, () => registration.state === 'registered');
  });
}
