import { CallError } from '@flotilla/call';
import type { EtcdApi, KeyChange } from './etcd-api';
import { untilAborted } from '../testing/until-aborted';
import { fakeEtcdApi, listing } from './testing/fake-etcd-api';
import { watchRange } from './watch-range';

const range = { prefix: '/a/' };
const down = new CallError('UNAVAILABLE', 'etcd at http://a:1 does not answer');
const change: KeyChange = { key: '/a/b', value: 'x', revision: 8n };

describe('watchRange', () => {
  let api: jest.Mocked<EtcdApi>;
  let log: unknown[];
  let stop: AbortController;

  beforeEach(() => {
    jest.useFakeTimers();
    api = fakeEtcdApi();
    log = [];
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await jest.advanceTimersByTimeAsync(0);
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  function start(random = 1): void {
    const follower = {
      onListing: ({ position }: { position: { revision: bigint } }) => log.push(position.revision),
      onChanges: (changes: readonly KeyChange[]) => log.push(changes),
      onError: (error: CallError) => log.push(error),
    };
    void watchRange(api, range, follower, stop.signal, { random: () => random });
  }

  /** Lasts so long, then ends: with an error, or with a compaction. */
  function lasting(durationMs: number, error?: CallError): EtcdApi['follow'] {
    return () =>
      new Promise((resolve, reject) => setTimeout(() => (error ? reject(error) : resolve()), durationMs));
  }

  it('lists, then follows from there', async () => {
    api.list.mockResolvedValue(listing(7n));
    api.follow.mockImplementation((_range, _after, onChanges, signal) => {
      onChanges([change]);
      return untilAborted(signal);
    });
    start();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(log).toEqual([7n, [change]]);
    expect(api.follow).toHaveBeenCalledWith(
      range,
      { clusterId: '1', revision: 7n },
      expect.anything(),
      stop.signal,
    );
  });

  it('lists again when the stream is lost, and says so', async () => {
    api.list.mockResolvedValueOnce(listing(7n)).mockResolvedValueOnce(listing(3n));
    api.follow.mockImplementationOnce(lasting(60_000, down));
    start();
    await jest.advanceTimersByTimeAsync(60_199);
    expect(log).toEqual([7n, down]);
    await jest.advanceTimersByTimeAsync(1);
    expect(log).toEqual([7n, down, 3n]);
  });

  it('lists again after a compaction, which is no error', async () => {
    api.follow.mockImplementationOnce(lasting(0));
    start(0);
    await jest.advanceTimersByTimeAsync(1);
    expect(log).toEqual([1n, 1n]);
  });

  it.each<[string, () => void]>([
    ['is down', () => api.list.mockRejectedValue(down)],
    ['closes every stream at once', () => api.follow.mockRejectedValue(down)],
    ['always says that it compacted', () => api.follow.mockResolvedValue()],
  ])('asks ever more rarely while the cluster %s', async (_what, fail) => {
    fail();
    start();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(api.list).toHaveBeenCalledTimes(3); // at 0, 200 and 600 ms
    await jest.advanceTimersByTimeAsync(200_000);
    expect(api.list.mock.calls.length).toBeLessThan(26); // at most every 10 s
  });

  it('says nothing of what the abort of its signal does', async () => {
    start();
    await jest.advanceTimersByTimeAsync(0);
    stop.abort();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(log).toEqual([1n]);
    expect(api.list).toHaveBeenCalledTimes(1);
  });
});
