import { CallError } from '@flotilla/call';
import type { Entry } from '../config-store';
import type { ConsulApi } from './consul-api';
import type { WatchedConfigStore } from '../feed/watched-config-store';
import { consulConfigStore } from './consul-config-store';
import { fakeConsulApi } from './testing/fake-consul-api';

const key = 'flotilla/policies/greeter';
const down = new CallError('UNAVAILABLE', 'Consul does not answer');

function entry(revision: number, value = '{}'): Entry {
  return { key, value, revision: String(revision) };
}

describe('consulConfigStore', () => {
  let api: jest.Mocked<ConsulApi>;
  let store: WatchedConfigStore;
  const onError = jest.fn<void, [CallError]>();

  beforeEach(() => {
    jest.useFakeTimers();
    onError.mockClear();
    api = fakeConsulApi();
    store = consulConfigStore(api, onError, { random: () => 1 });
  });
  afterEach(() => {
    store.close();
    jest.useRealTimers();
  });

  function answers(...given: (readonly [index: number, value?: Entry] | CallError)[]): void {
    for (const answer of given) {
      if (answer instanceof CallError) api.entry.mockRejectedValueOnce(answer);
      else api.entry.mockResolvedValueOnce({ index: answer[0], value: answer[1] });
    }
  }

  function watch(): AsyncIterator<Entry | undefined> {
    return store.watch(key)[Symbol.asyncIterator]();
  }

  /** All that a reader who is fast enough sees. */
  function follow(): (Entry | undefined)[] {
    const seen: (Entry | undefined)[] = [];
    void (async () => {
      for await (const value of store.watch(key)) seen.push(value);
    })();
    return seen;
  }

  function askedIndexes(): number[] {
    return api.entry.mock.calls.map(([, index]) => index);
  }

  it('follows a key from absent to written, changed and deleted, and says each once', async () => {
    answers([4], [5], [6, entry(6)], [6, entry(6)], [9, entry(9, 'new')], [12], [15]);
    const seen = follow();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(askedIndexes()).toEqual([0, 4, 5, 6, 6, 9, 12, 15]);
    expect(seen).toEqual([undefined, entry(6), entry(9, 'new'), undefined]);
  });

  it('says nothing while Consul is down, and forgets the index: a wiped one answers at once', async () => {
    answers([50, entry(50)], down, down, [3, entry(3, 'other')]);
    const seen = follow();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(askedIndexes()).toEqual([0, 50, 0, 0, 3]);
    expect(seen).toEqual([entry(50), entry(3, 'other')]);
    expect(onError.mock.calls.map(([{ code, message }]) => [code, message])).toEqual(
      Array(2).fill(['UNAVAILABLE', `watch of ${key}: Consul does not answer`]),
    );
  });

  it('tells a value that came back at its old revision from the old one', async () => {
    answers([7, entry(7)], down, [7, entry(7, 'other')]);
    const seen = follow();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(seen).toEqual([entry(7), entry(7, 'other')]);
  });

  it('starts over when the index goes backwards', async () => {
    answers([50, entry(50)], [3], [4, entry(4)]);
    follow();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(askedIndexes()).toEqual([0, 50, 0, 4]);
  });

  it('paces answers that do not block', async () => {
    let index = 0;
    api.entry.mockImplementation(() => Promise.resolve({ index: (index += 1), value: undefined }));
    watch();
    await jest.advanceTimersByTimeAsync(999);
    expect(api.entry).toHaveBeenCalledTimes(11);
  });

  it('shares one loop among the watchers of a key, and ends it with the last', async () => {
    answers([6, entry(6)]);
    const readers = [watch(), watch()];
    for (const reader of readers) await expect(reader.next()).resolves.toMatchObject({ value: entry(6) });
    expect(askedIndexes()).toEqual([0, 6]);
    const signal = api.entry.mock.calls[1]?.[2];
    await readers[0]?.return?.();
    expect(signal?.aborted).toBe(false);
    await readers[1]?.return?.();
    expect(signal?.aborted).toBe(true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(askedIndexes()).toEqual([0, 6]);
    expect(onError).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([
    [undefined, undefined],
    ['absent', 0],
    ['12', 12],
    ['0', 1],
    ['-1', 1],
    ['', 1],
    ['1e3', 1],
    ['9'.repeat(30), 1],
  ])('writes over revision %j with cas %j', async (ifRevision, cas) => {
    answers([13, entry(13, 'v')]);
    await expect(store.put(key, 'v', ifRevision === undefined ? {} : { ifRevision })).resolves.toEqual(
      entry(13, 'v'),
    );
    expect(api.putEntry.mock.calls).toEqual([[key, 'v', cas]]);
  });

  it.each([
    ['absent', `${key} was not written: expected it to be absent; read it again`],
    ['12', `${key} was not written: expected it at revision 12; read it again`],
  ])('rejects a write over %s that comes too late', async (ifRevision, message) => {
    api.putEntry.mockResolvedValueOnce(false);
    await expect(store.put(key, 'v', { ifRevision })).rejects.toMatchObject({ code: 'ABORTED', message });
    expect(api.entry).not.toHaveBeenCalled();
  });

  it.each([
    ['written over', [14, entry(14, 'theirs')] as const],
    ['deleted', [14] as const],
  ])('gives a value that was %s at once a revision that no entry has', async (_name, answer) => {
    answers(answer);
    await expect(store.put(key, 'ours')).resolves.toEqual(entry(1, 'ours'));
  });

  it('reads and deletes', async () => {
    answers([6, entry(6)], [7]);
    await expect(store.get(key)).resolves.toEqual(entry(6));
    await expect(store.get(key)).resolves.toBeUndefined();
    await store.delete(key);
    expect(api.deleteEntry).toHaveBeenCalledWith(key);
  });

  it('refuses bad keys and values before it asks', async () => {
    expect(() => store.watch('/a')).toThrow(RangeError);
    for (const refused of [
      store.get('a//b'),
      store.put('a b', ''),
      store.put(key, 'x'.repeat(65_537)),
      store.delete(''),
    ]) {
      await expect(refused).rejects.toThrow(RangeError);
    }
    expect(api.entry).not.toHaveBeenCalled();
    expect(api.putEntry).not.toHaveBeenCalled();
    expect(api.deleteEntry).not.toHaveBeenCalled();
  });
});
