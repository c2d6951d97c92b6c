import { CallError } from '@flotilla/call';
import type { DiscoveryEvent, Snapshot } from '../discovery';
import { greeter } from '../testing/instances';
import type { EtcdApi, KeyChange } from './etcd-api';
import type { WatchedDiscovery } from '../feed/watched-discovery';
import { etcdDiscovery } from './etcd-discovery';
import { InstanceKeys } from './instance-entry';
import { untilAborted } from '../testing/until-aborted';
import { fakeEtcdApi, listing } from './testing/fake-etcd-api';

const keys = new InstanceKeys('flotilla');
const down = new CallError('UNAVAILABLE', 'etcd does not answer');

function entry(slot: number, value = JSON.stringify(greeter(slot)), revision = 1n): KeyChange {
  return { key: keys.of(greeter(slot)), value, revision };
}

describe('etcdDiscovery', () => {
  let api: jest.Mocked<EtcdApi>;
  let discovery: WatchedDiscovery;
  let events: DiscoveryEvent[];
  let change: (...changes: readonly KeyChange[]) => void;
  let lose: (error: CallError) => void;

  beforeEach(() => {
    jest.useFakeTimers();
    api = fakeEtcdApi();
    api.follow.mockImplementation((_range, _after, onChanges, signal) => {
      change = (...changes) => onChanges(changes);
      return Promise.race([untilAborted(signal), new Promise<never>((_, reject) => (lose = reject))]);
    });
    discovery = etcdDiscovery(api, keys, { random: () => 1 });
    events = [];
    discovery.observe((event) => events.push(event));
  });
  afterEach(async () => {
    discovery.close();
    await jest.advanceTimersByTimeAsync(0);
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  async function watch(): Promise<AsyncIterator<Snapshot>> {
    const snapshots = discovery.watch('greeter')[Symbol.asyncIterator]();
    await jest.advanceTimersByTimeAsync(0);
    return snapshots;
  }

  function errors(): CallError[] {
    return events.flatMap((event) => (event.type === 'registry_error' ? [event.error] : []));
  }

  it("publishes the list at the cluster's revision, then each change at its own", async () => {
    api.list.mockResolvedValue(listing(9n, entry(2), entry(1)));
    const snapshots = await watch();
    await expect(snapshots.next()).resolves.toMatchObject({
      value: { instances: [greeter(1), greeter(2)], revision: '9', stale: false },
    });
    change({ ...entry(1), value: undefined, revision: 11n }, entry(3, undefined, 12n));
    await expect(snapshots.next()).resolves.toMatchObject({
      value: { instances: [greeter(2), greeter(3)], revision: '12' },
    });
    expect(api.list).toHaveBeenCalledWith({ prefix: '/flotilla/instances/greeter/' }, expect.anything());
  });

  it('keeps the last good snapshot while etcd is down, marked stale, then publishes the truth', async () => {
    api.list.mockResolvedValueOnce(listing(9n, entry(1))).mockRejectedValueOnce(down);
    await watch();
    lose(down);
    await jest.advanceTimersByTimeAsync(1_000);
    const published = events.flatMap((event) =>
      event.type === 'snapshot' ? [[event.instances, event.stale]] : [],
    );
    expect(published).toEqual([
      [1, false],
      [1, true],
      [0, false],
    ]);
    expect(events).toContainEqual({
      type: 'registry_error',
      operation: 'watch',
      service: 'greeter',
      error: down,
    });
    expect(errors()).toEqual([down, down]);
  });

  it('reports an entry that it leaves out, once for each change', async () => {
    api.list.mockResolvedValue(listing(9n, entry(1), entry(2, '{')));
    await watch();
    change(entry(3));
    change(entry(2, '{}'));
    expect(errors().map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^INVALID_ARGUMENT: entries left out \(1\): \/flotilla\/.*greeter-2: .*JSON/),
      expect.stringMatching(/greeter-2: instance.id must be a string/),
    ]);
  });

  it('shares one stream among the watchers of a service, and ends it with the last one', async () => {
    const [first, second] = [await watch(), await watch()];
    expect(api.follow).toHaveBeenCalledTimes(1);
    const signal = api.follow.mock.calls[0]?.[3];
    await first.return?.();
    expect(signal?.aborted).toBe(false);
    await second.return?.();
    expect(signal?.aborted).toBe(true);
    expect(errors()).toEqual([]);
  });

  it('names the services that have instances, and reports when it cannot', async () => {
    api.keys.mockResolvedValueOnce(
      ['orders/orders-1', 'greeter/greeter-1', 'greeter/greeter-2', 'x'].map((key) => `${keys.all}${key}`),
    );
    api.keys.mockRejectedValueOnce(down);
    await expect(discovery.services()).resolves.toEqual(['greeter', 'orders']);
    await expect(discovery.services()).rejects.toBe(down);
    expect(events).toEqual([{ type: 'registry_error', operation: 'services', error: down }]);
  });
});
