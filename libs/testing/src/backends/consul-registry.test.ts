import { consulRegistry } from '@flotilla/discovery';
import type { Instance, Registry, RegistrationState, Snapshot } from '@flotilla/discovery';
import { describeWithConsul } from './describe-with-consul';
import { until as eventually } from '../fleet/until';
import { freePort } from './free-port';

const lossTimeoutMs = 30_000;

function greeter(slot: number): Instance {
  return {
    id: `greeter-${slot}`,
    service: 'greeter',
    host: '127.0.0.1',
    port: 50_050 + slot,
    weight: 2,
    zone: 'a',
    version: '1.2.0',
    metadata: { adminPort: '9464' },
  };
}

function ids({ instances }: Snapshot): string[] {
  return instances.map(({ id }) => id);
}

/** Reads snapshots until one fits. */
async function until(
  watch: AsyncIterator<Snapshot>,
  fits: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> {
  for (;;) {
    const { value, done } = await watch.next();
    if (done) throw new Error('the watch ended');
    if (fits(value)) return value;
  }
}

describeWithConsul('registry on a real Consul agent', (consul) => {
  let registry: Registry;

  beforeEach(() => {
    registry = consulRegistry({ address: consul().address });
  });
  afterEach(() => registry.close());

  function watch(signal?: AbortSignal): AsyncIterator<Snapshot> {
    return registry.discovery.watch('greeter', signal ? { signal } : {})[Symbol.asyncIterator]();
  }

  it('shows a registered instance to every watcher within a second, whole, and its absence after deregistration', async () => {
    const watches = [watch(), watch()];
    for (const each of watches) await until(each, (snapshot) => snapshot.instances.length === 0);
    const registration = registry.registrar.register(greeter(1));
    const start = performance.now();
    for (const each of watches) {
      const snapshot = await until(each, ({ instances }) => instances.length === 1);
      expect(snapshot).toMatchObject({ instances: [greeter(1)], stale: false });
    }
    expect(performance.now() - start).toBeLessThan(1_000);
    await expect(registry.discovery.services()).resolves.toEqual(['greeter']);
    await registration.deregister();
    for (const each of watches) await until(each, ({ instances }) => instances.length === 0);
    expect(registration.state).toBe('closed');
  });

  it('shows an update without a moment in which the instance is missing', async () => {
    const registration = registry.registrar.register(greeter(1));
    const snapshots = watch();
    await until(snapshots, ({ instances }) => instances.length === 1);
    registration.update({ weight: 5 });
    const seen = await until(snapshots, ({ instances }) => instances[0]?.weight !== 2);
    expect(seen.instances).toEqual([{ ...greeter(1), weight: 5 }]);
  });

  it('leaves out services of others that have no name to watch', async () => {
    const body = JSON.stringify({ ID: 'billing_api', Name: 'billing_api', Port: 1 });
    await fetch(`${consul().address}/v1/agent/service/register`, { method: 'PUT', body });
    await registry.registrar.register(greeter(1)).ready;
    await expect(registry.discovery.services()).resolves.toEqual(['greeter']);
    await fetch(`${consul().address}/v1/agent/service/deregister/billing_api`, { method: 'PUT' });
  });

  it('revives an instance whose check turned critical while it was away', async () => {
    const snapshots = watch();
    await until(snapshots, ({ instances }) => instances.length === 0);
    await fetch(`${consul().address}/v1/agent/service/register`, {
      method: 'PUT',
      body: JSON.stringify({
        ID: 'greeter-1',
        Name: 'greeter',
        Port: 1,
        Check: { TTL: '15s', Status: 'critical' },
      }),
    });
    registry.registrar.register(greeter(1));
    const start = performance.now();
    await until(snapshots, ({ instances }) => instances.length === 1);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it(
    'registers again at an agent that restarted empty; watches turn stale, then fresh',
    async () => {
      const registrations = [1, 2, 3].map((slot) => registry.registrar.register(greeter(slot)));
      const states: RegistrationState[] = [];
      registrations[0]?.observe((event) => event.type === 'state' && states.push(event.state));
      const snapshots = watch();
      const before = await until(snapshots, ({ instances }) => instances.length === 3);
      await consul().stop();
      expect(await until(snapshots, ({ stale }) => stale)).toEqual({ ...before, stale: true });
      await consul().restart();
      const after = await until(snapshots, ({ instances, stale }) => !stale && instances.length === 3);
      expect(ids(after)).toEqual(['greeter-1', 'greeter-2', 'greeter-3']);
      // Seen by others before it is acknowledged here.
      await eventually('it knows that it is registered', 5_000, () => states.at(-1) === 'registered');
    },
    lossTimeoutMs,
  );

  it(
    'registers once an agent that was absent at the start is there',
    async () => {
      await consul().stop();
      const registration = registry.registrar.register(greeter(1));
      const errors: string[] = [];
      await new Promise<void>((resolve) => {
        registration.observe((event) => {
          if (event.type === 'error') errors.push(event.error.code);
          resolve();
        });
      });
      expect(errors).toEqual(['UNAVAILABLE']);
      await consul().restart();
      await registration.ready;
      await until(watch(), ({ instances }) => instances.length === 1);
    },
    lossTimeoutMs,
  );

  it('leaves within 2 s although the agent is frozen', async () => {
    const registration = registry.registrar.register(greeter(1));
    await registration.ready;
    consul().pause();
    try {
      const start = performance.now();
      await registration.deregister();
      expect(performance.now() - start).toBeLessThan(2_000);
    } finally {
      consul().resume();
    }
  });

  it('answers a ping, and says what is wrong where no Consul is', async () => {
    await expect(registry.ping()).resolves.toBeUndefined();
    const address = `127.0.0.1:${await freePort()}`;
    await expect(consulRegistry({ address }).ping()).rejects.toThrow(
      `Consul at http://${address} does not answer: connect ECONNREFUSED ${address}`,
    );
  });
});
