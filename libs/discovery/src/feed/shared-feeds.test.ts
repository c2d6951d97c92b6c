import { Listeners } from '@flotilla/call';
import type { DiscoveryEvent, Snapshot } from '../discovery';
import { greeter } from '../testing/instances';
import { SharedFeeds } from './shared-feeds';
import type { SnapshotFeed } from './snapshot-feed';

const end = { value: undefined, done: true };

describe('SharedFeeds', () => {
  const stop = jest.fn();
  const onEvent = jest.fn();
  let started: SnapshotFeed[];
  let feeds: SharedFeeds;

  beforeEach(() => {
    jest.clearAllMocks();
    started = [];
    const listeners = new Listeners<DiscoveryEvent>();
    listeners.add(onEvent);
    feeds = new SharedFeeds(listeners, (_service, feed) => {
      started.push(feed);
      return stop;
    });
  });

  function read(signal?: AbortSignal): AsyncIterator<Snapshot> {
    return feeds.watch('greeter', signal ? { signal } : {})[Symbol.asyncIterator]();
  }

  it('opens one feed for all watchers of a service and closes it with the last one', async () => {
    const [first, second] = [read(), read()];
    started[0]?.publish([greeter(1)], '1');
    const third = read();
    for (const reader of [first, second, third]) {
      await expect(reader.next()).resolves.toMatchObject({ value: { instances: [greeter(1)] } });
    }
    expect(started).toHaveLength(1);
    expect(onEvent.mock.calls).toEqual([
      [{ type: 'snapshot', service: 'greeter', instances: 1, stale: false }],
    ]);
    await first.return?.();
    await second.return?.();
    expect(stop).not.toHaveBeenCalled();
    await third.return?.();
    expect(stop).toHaveBeenCalledTimes(1);
    read();
    expect(started).toHaveLength(2);
  });

  it('is not started by a watch that nobody reads', () => {
    feeds.watch('greeter');
    expect(started).toHaveLength(0);
  });

  it('stops when the loop over it is left', async () => {
    const watching = (async () => {
      for await (const snapshot of feeds.watch('greeter')) return snapshot;
      return undefined;
    })();
    started[0]?.publish([], '1');
    await expect(watching).resolves.toMatchObject({ instances: [] });
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('ends a pending read when the signal aborts, and leaves no listener on the signal', async () => {
    const controller = new AbortController();
    const removed = jest.spyOn(controller.signal, 'removeEventListener');
    const [aborted, left] = [read(controller.signal), read(controller.signal)];
    const pending = aborted.next();
    await left.return?.();
    expect(removed).toHaveBeenCalledTimes(1);
    controller.abort();
    await expect(pending).resolves.toEqual(end);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it.each(['an aborted signal', 'closed feeds'])('ends at once with %s', async (reason) => {
    if (reason === 'closed feeds') feeds.close();
    await expect(read(reason === 'closed feeds' ? undefined : AbortSignal.abort()).next()).resolves.toEqual(
      end,
    );
    expect(started).toHaveLength(0);
  });

  it('ends every watch when closed', async () => {
    const reads = [read().next(), read().next()];
    feeds.close();
    await expect(Promise.all(reads)).resolves.toEqual([end, end]);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('refuses a bad service name at once', () => {
    expect(() => feeds.watch('')).toThrow(
      new RangeError("service must be a DNS label: 1 to 63 letters, digits and inner hyphens, got ''"),
    );
  });
});
