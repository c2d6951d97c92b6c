import type { DiscoveryEvent } from '../discovery';
import { greeter } from '../testing/instances';
import { StaticDiscovery } from './static-discovery';

describe('StaticDiscovery', () => {
  it('gives its list at once, and each change of the watched service', async () => {
    const discovery = new StaticDiscovery([greeter(1)]);
    const events: DiscoveryEvent[] = [];
    discovery.observe((event) => events.push(event));
    const watch = discovery.watch('greeter')[Symbol.asyncIterator]();
    const first = { instances: [greeter(1)], revision: '1', stale: false };
    await expect(watch.next()).resolves.toEqual({ value: first, done: false });
    discovery.update([greeter(1), { ...greeter(1), id: 'orders-1', service: 'orders' }]);
    discovery.update([]);
    const last = { instances: [], revision: '3', stale: false };
    await expect(watch.next()).resolves.toEqual({ value: last, done: false });
    expect(events).toEqual([
      { type: 'snapshot', service: 'greeter', instances: 1, stale: false },
      { type: 'snapshot', service: 'greeter', instances: 0, stale: false },
    ]);
    discovery.close();
    await expect(watch.next()).resolves.toMatchObject({ done: true });
  });

  it('publishes an unknown service as empty', async () => {
    const watch = new StaticDiscovery().watch('nobody')[Symbol.asyncIterator]();
    await expect(watch.next()).resolves.toMatchObject({ value: { instances: [], stale: false } });
  });

  it('names its services once each, sorted', async () => {
    const instances = [greeter(1), greeter(2), { ...greeter(3), service: 'billing' }];
    await expect(new StaticDiscovery(instances).services()).resolves.toEqual(['billing', 'greeter']);
  });

  it('keeps its list when an update holds a bad instance', async () => {
    const discovery = new StaticDiscovery([greeter(1)]);
    expect(() => discovery.update([greeter(2), { ...greeter(3), port: -1 }])).toThrow('instance.port');
    const watch = discovery.watch('greeter')[Symbol.asyncIterator]();
    await expect(watch.next()).resolves.toMatchObject({ value: { instances: [greeter(1)], revision: '1' } });
  });
});
