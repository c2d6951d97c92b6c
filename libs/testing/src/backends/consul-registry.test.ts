import { consulRegistry } from '@flotilla/discovery';
import type { Registry, Snapshot } from '@flotilla/discovery';
import { describeWithConsul } from './describe-with-consul';
import { freePort } from './free-port';
import { greeter, until } from './testing/watched';

describeWithConsul('registry on a real Consul agent', (consul) => {
  let registry: Registry;

  beforeEach(() => {
    registry = consulRegistry({ address: consul().address });
  });
  afterEach(() => registry.close());

  function watch(signal?: AbortSignal): AsyncIterator<Snapshot> {
    return registry.discovery.watch('greeter', signal ? { signal } : {})[Symbol.asyncIterator]();
  }

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
