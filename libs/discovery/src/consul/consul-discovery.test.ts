import { CallError } from '@flotilla/call';
import type { DiscoveryEvent, Snapshot } from '../discovery';
import { greeter } from '../testing/instances';
import type { Answer, ConsulApi } from './consul-api';
import type { WatchedDiscovery } from '../feed/watched-discovery';
import { consulDiscovery } from './consul-discovery';
import { untilAborted } from '../testing/until-aborted';
import { fakeConsulApi } from './testing/fake-consul-api';
import type { Listing } from './service-entry';

const down = new CallError('UNAVAILABLE', 'Consul does not answer');

function answer(index: number, ...slots: number[]): Answer<Listing> {
  return { index, value: { instances: slots.map(greeter), refused: [] } };
}

function refusing(index: number, ...refused: string[]): Answer<Listing> {
  return { index, value: { instances: [greeter(1)], refused } };
}

describe('consulDiscovery', () => {
  let api: jest.Mocked<ConsulApi>;
  let discovery: WatchedDiscovery;
  let events: DiscoveryEvent[];

  beforeEach(() => {
    jest.useFakeTimers();
    api = fakeConsulApi();
    discovery = consulDiscovery(api, { random: () => 1 });
    events = [];
    discovery.observe((event) => events.push(event));
  });
  afterEach(() => {
    discovery.close();
    jest.useRealTimers();
  });

  function watch(): AsyncIterator<Snapshot> {
    return discovery.watch('greeter')[Symbol.asyncIterator]();
  }

  function askedIndexes(): number[] {
    return api.instances.mock.calls.map(([, index]) => index);
  }

  function published(): [number, boolean][] {
    return events.flatMap((event) => (event.type === 'snapshot' ? [[event.instances, event.stale]] : []));
  }

  it('publishes what changed, and asks with the index of the last answer', async () => {
    api.instances
      .mockResolvedValueOnce(answer(5, 1))
      .mockResolvedValueOnce(answer(6, 1))
      .mockResolvedValueOnce(answer(7, 1, 2));
    watch();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(askedIndexes()).toEqual([0, 5, 6, 7]);
    expect(published()).toEqual([
      [1, false],
      [2, false],
    ]);
  });

  it('repeats the last good snapshot once as stale while the registry is down, then publishes the truth', async () => {
    api.instances
      .mockResolvedValueOnce(answer(50, 1, 2))
      .mockRejectedValueOnce(down)
      .mockRejectedValueOnce(down);
    api.instances.mockResolvedValueOnce(answer(3));
    const snapshots = watch();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(askedIndexes()).toEqual([0, 50, 0, 0, 3]);
    expect(published()).toEqual([
      [2, false],
      [2, true],
      [0, false],
    ]);
    expect(events.filter(({ type }) => type === 'registry_error')).toEqual([
      { type: 'registry_error', operation: 'watch', service: 'greeter', error: down },
      { type: 'registry_error', operation: 'watch', service: 'greeter', error: down },
    ]);
    await expect(snapshots.next()).resolves.toEqual({
      value: { instances: [], revision: '3', stale: false },
      done: false,
    });
  });

  it('reports entries that are left out once for each change, and names three', async () => {
    const two = ['a: bad', 'b: bad'];
    for (const refused of [two, two.toReversed(), [], ['a: bad'], ['d', 'c', 'b', 'a']])
      api.instances.mockResolvedValueOnce(refusing(5, ...refused));
    watch();
    await jest.advanceTimersByTimeAsync(1_000);
    const errors = events.flatMap((event) => (event.type === 'registry_error' ? [event.error] : []));
    expect(errors.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'INVALID_ARGUMENT: entries left out (2): a: bad; b: bad',
      'INVALID_ARGUMENT: entries left out (1): a: bad',
      'INVALID_ARGUMENT: entries left out (4): a; b; c',
    ]);
    expect(published()).toEqual([[1, false]]);
  });

  it('publishes nothing before the first answer', async () => {
    api.instances.mockRejectedValueOnce(down);
    watch();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(published()).toEqual([]);
  });

  it('asks at most 12 times in the first second of answers that do not block', async () => {
    let index = 0;
    api.instances.mockImplementation(() => Promise.resolve(answer((index += 1), index % 2)));
    watch();
    await jest.advanceTimersByTimeAsync(999);
    expect(api.instances).toHaveBeenCalledTimes(11);
    await jest.advanceTimersByTimeAsync(9_000);
    expect(api.instances).toHaveBeenCalledTimes(101);
  });

  it('shares one loop among the watchers of a service', async () => {
    api.instances.mockResolvedValueOnce(answer(5, 1));
    const [first, second] = [watch(), watch()];
    await expect(first.next()).resolves.toMatchObject({ value: { instances: [greeter(1)] } });
    await expect(second.next()).resolves.toMatchObject({ value: { instances: [greeter(1)] } });
    expect(askedIndexes()).toEqual([0, 5]);
  });

  it('ends its query when the last watcher leaves, without an error, and asks no more', async () => {
    let signal: AbortSignal | undefined;
    api.instances.mockImplementation((_service, _index, given) => {
      signal = given;
      return untilAborted(given);
    });
    await watch().return?.();
    expect(signal?.aborted).toBe(true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(api.instances).toHaveBeenCalledTimes(1);
    expect(events).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('believes an empty list only of what it may see, and asks once', async () => {
    const denied = new CallError('PERMISSION_DENIED', 'hidden');
    api.assertVisible.mockRejectedValueOnce(denied);
    api.instances
      .mockResolvedValueOnce(answer(5, 1))
      .mockResolvedValueOnce(answer(6))
      .mockResolvedValueOnce(answer(7))
      .mockResolvedValueOnce(answer(8));
    watch();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(published()).toEqual([
      [1, false],
      [1, true],
      [0, false],
    ]);
    expect(api.assertVisible).toHaveBeenCalledTimes(2);
  });

  it('ends in the middle of a backoff without leaving a timer', async () => {
    api.instances.mockRejectedValue(down);
    const snapshots = watch();
    await jest.advanceTimersByTimeAsync(10);
    expect(jest.getTimerCount()).toBe(1);
    await snapshots.return?.();
    expect(jest.getTimerCount()).toBe(0);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(api.instances).toHaveBeenCalledTimes(1);
  });

  it("lists services without Consul's own, and reports when it cannot", async () => {
    api.serviceNames.mockResolvedValueOnce(['orders', 'consul', 'greeter']).mockRejectedValueOnce(down);
    await expect(discovery.services()).resolves.toEqual(['greeter', 'orders']);
    await expect(discovery.services()).rejects.toBe(down);
    expect(events).toEqual([{ type: 'registry_error', operation: 'services', error: down }]);
  });
});
