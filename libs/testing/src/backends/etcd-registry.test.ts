import { etcdRegistry } from '@flotilla/discovery';
import type { Entry, Registry, RegistrationState, Snapshot } from '@flotilla/discovery';
import { describeWithEtcd } from './describe-with-etcd';
import { FaultyBackend } from './faulty-backend';
import { until as eventually } from '../fleet/until';
import { freePort } from './free-port';
import { greeter, until } from './testing/watched';

const lossTimeoutMs = 30_000;
const policy = 'flotilla/policies/greeter';

function keyOf(slot: number): string {
  return base64(`/flotilla/instances/greeter/greeter-${slot}`);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function has(count: number): (snapshot: Snapshot) => boolean {
  return ({ instances, stale }) => instances.length === count && !stale;
}

describeWithEtcd('registry on a real etcd', (etcd) => {
  let registry: Registry;
  let others: Registry[];

  beforeEach(() => {
    others = [];
    registry = etcdRegistry({ endpoints: etcd().address });
  });
  afterEach(async () => {
    await Promise.all([registry, ...others].map((each) => each.close()));
    await ask('kv/deleterange', { key: base64('/'), range_end: base64('0') });
  });

  function other(endpoints = etcd().address): Registry {
    const created = etcdRegistry({ endpoints });
    others.push(created);
    return created;
  }

  function watch(of = registry): AsyncIterator<Snapshot> {
    return of.discovery.watch('greeter')[Symbol.asyncIterator]();
  }

  function follow(key: string): AsyncIterator<Entry | undefined> {
    return registry.config.watch(key)[Symbol.asyncIterator]();
  }

  /** As another program would. */
  async function ask(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${etcd().address}/v3/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }

  it('brings an instance back whose lease was revoked, and one whose key was deleted, within a renewal', async () => {
    const { ready } = registry.registrar.register(greeter(1), { ttlMs: 3_000 });
    await ready;
    const snapshots = watch();
    await until(snapshots, has(1));
    const { kvs } = (await ask('kv/range', { key: keyOf(1) })) as { kvs: [{ lease: string }] };
    for (const harm of [
      () => ask('lease/revoke', { ID: kvs[0].lease }),
      () => ask('kv/deleterange', { key: keyOf(1) }),
    ]) {
      await harm();
      await until(snapshots, has(0));
      const start = performance.now();
      await until(snapshots, has(1));
      expect(performance.now() - start).toBeLessThan(1_200);
    }
  });

  it('gives an id to who registered last, from whom the other neither takes it back nor removes it', async () => {
    const old = registry.registrar.register(greeter(1), { ttlMs: 1_000 });
    await old.ready;
    await other().registrar.register({ ...greeter(1), port: 60_000 }).ready;
    await new Promise<void>((resolve) => {
      old.observe((event) => event.type === 'error' && event.error.code === 'ALREADY_EXISTS' && resolve());
    });
    await old.deregister();
    expect((await until(watch(), has(1))).instances[0]?.port).toBe(60_000);
  });

  it(
    'keeps the last snapshot while etcd is away, stale, and goes on when it is back with its data',
    async () => {
      await registry.registrar.register(greeter(1)).ready;
      const { revision } = await registry.config.put(policy, '{}');
      const [snapshots, entries] = [watch(), follow(policy)];
      const before = await until(snapshots, has(1));
      await until(entries, (entry) => entry?.revision === revision);
      await etcd().stop();
      expect(await until(snapshots, ({ stale }) => stale)).toEqual({ ...before, stale: true });
      await etcd().restart({ keepData: true });
      await until(snapshots, has(1));
      await registry.config.put(policy, '{"a":1}', { ifRevision: revision });
      await until(entries, (entry) => {
        expect(entry).toBeDefined(); // it never vanished
        return entry?.value === '{"a":1}';
      });
    },
    lossTimeoutMs,
  );

  it(
    'registers again at an etcd that restarted empty, and says that a key vanished',
    async () => {
      const registrations = [1, 2, 3].map((slot) => registry.registrar.register(greeter(slot)));
      const states: RegistrationState[] = [];
      registrations[0]?.observe((event) => event.type === 'state' && states.push(event.state));
      await registry.config.put(policy, '{}');
      const [snapshots, entries] = [watch(), follow(policy)];
      await until(snapshots, has(3));
      await until(entries, (entry) => entry !== undefined);
      await etcd().restart();
      await until(snapshots, has(3));
      await until(entries, (entry) => entry === undefined);
      await eventually('it knows that it is registered', 5_000, () => states.at(-1) === 'registered');
    },
    lossTimeoutMs,
  );

  it('lists again when what it should follow was compacted', async () => {
    let compactions = 0;
    const compact = async (): Promise<void> => {
      compactions += 1;
      const value = base64(JSON.stringify(greeter(1)));
      await ask('kv/put', { key: keyOf(1), value });
      const { header } = (await ask('kv/deleterange', { key: keyOf(9) })) as { header: { revision: string } };
      await ask('kv/put', { key: keyOf(1), value });
      await ask('kv/compaction', { revision: String(Number(header.revision) + 1) });
    };
    const proxy = await FaultyBackend.start(etcd().address);
    proxy.suffer({
      answer: async ({ path, relay }) => {
        if (path === '/v3/watch' && compactions === 0) await compact();
        relay();
      },
    });
    const watching = other(proxy.address);
    const errors: unknown[] = [];
    watching.discovery.observe((event) => event.type === 'registry_error' && errors.push(event));
    const snapshots = watch(watching);
    await until(snapshots, has(0));
    await until(snapshots, has(1));
    expect(compactions).toBe(1);
    expect(errors).toEqual([]);
    await watching.close();
    await proxy.close();
  });

  it(
    'notices an etcd that is frozen within 7 s, leaves within 2 s nevertheless, and goes on when it thaws',
    async () => {
      const registration = registry.registrar.register(greeter(1));
      const snapshots = watch();
      await until(snapshots, has(1));
      other().registrar.register(greeter(2));
      await until(snapshots, has(2)); // by way of the stream, which will say nothing more
      etcd().pause();
      try {
        const start = performance.now();
        await registration.deregister();
        expect(performance.now() - start).toBeLessThan(2_000);
        await until(snapshots, ({ stale }) => stale);
        expect(performance.now() - start).toBeLessThan(7_500);
      } finally {
        etcd().resume();
      }
      await until(
        snapshots,
        ({ stale, instances }) => !stale && instances.some(({ id }) => id === 'greeter-2'),
      );
    },
    lossTimeoutMs,
  );

  it('lists 1000 instances, and one more', async () => {
    const put = (slot: number): object => ({
      request_put: { key: keyOf(slot), value: base64(JSON.stringify(greeter(slot))) },
    });
    for (let first = 0; first < 1_000; first += 100)
      await ask('kv/txn', { success: Array.from({ length: 100 }, (_, slot) => put(first + slot)) });
    const snapshots = watch();
    const start = performance.now();
    await until(snapshots, has(1_000));
    expect(performance.now() - start).toBeLessThan(1_000);
    registry.registrar.register(greeter(1_000));
    await until(snapshots, has(1_001));
  });

  it('answers a ping, and says what is wrong where no etcd is', async () => {
    await expect(registry.ping()).resolves.toBeUndefined();
    const address = `127.0.0.1:${await freePort()}`;
    await expect(other(`http://${address}`).ping()).rejects.toThrow(
      `etcd at http://${address} does not answer: connect ECONNREFUSED ${address}`,
    );
    await other(`http://${address},${etcd().address}`).ping();
  });
});
