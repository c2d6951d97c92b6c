import type { Entry } from '../config-store';
import type { WatchedConfigStore } from '../feed/watched-config-store';
import { memoryConfigStore } from './memory-config-store';

const key = 'flotilla/policies/greeter';

describe('memoryConfigStore', () => {
  let store: WatchedConfigStore;

  beforeEach(() => {
    store = memoryConfigStore();
  });

  function watch(): AsyncIterator<Entry | undefined> {
    return store.watch(key)[Symbol.asyncIterator]();
  }

  it('shows what is written, to readers and watchers', async () => {
    const watching = watch();
    await expect(watching.next()).resolves.toEqual({ value: undefined, done: false });
    const next = watching.next();
    const written = await store.put(key, 'a');
    expect(written).toMatchObject({ key, value: 'a' });
    await expect(next).resolves.toEqual({ value: written, done: false });
    await expect(watch().next()).resolves.toEqual({ value: written, done: false });
    await expect(store.get(key)).resolves.toEqual(written);
    await store.delete(key);
    await expect(watching.next()).resolves.toEqual({ value: undefined, done: false });
    await expect(store.get(key)).resolves.toBeUndefined();
  });

  it('says a change of its own key only, and once', async () => {
    const watching = watch();
    await watching.next();
    const heard = jest.fn();
    const next = watching.next().then(heard);
    await store.put('other', 'a');
    await store.delete(key);
    expect(heard).not.toHaveBeenCalled();
    store.close();
    await next;
    expect(heard).toHaveBeenCalledWith({ value: undefined, done: true });
  });

  it('writes only over the revision that is asked for, and names it when it refuses', async () => {
    const first = await store.put(key, 'a', { ifRevision: 'absent' });
    const second = await store.put(key, 'b', { ifRevision: first.revision });
    expect(second.revision).not.toBe(first.revision);
    for (const ifRevision of ['absent', first.revision, ''])
      await expect(store.put(key, 'c', { ifRevision })).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(store.put(key, 'c', { ifRevision: '' })).rejects.toThrow(key);
    await expect(store.get(key)).resolves.toEqual(second);
    await store.delete(key);
    await expect(store.put(key, 'c', { ifRevision: second.revision })).rejects.toThrow(
      `${key} was not written: expected it at revision ${second.revision}; read it again`,
    );
  });

  it('refuses one entry too many, and writes over those that it has', async () => {
    for (let slot = 0; slot < 10_000; slot += 1) await store.put(`key-${slot}`, '');
    await expect(store.put(key, '')).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
    await expect(store.put('key-0', 'b')).resolves.toMatchObject({ value: 'b' });
  });

  it('refuses bad keys and values, and changes nothing', async () => {
    expect(() => store.watch('')).toThrow(RangeError);
    await expect(store.get('/a')).rejects.toThrow(RangeError);
    await expect(store.delete('a/')).rejects.toThrow(RangeError);
    await expect(store.put(key, 'x'.repeat(65_537))).rejects.toThrow(RangeError);
    await expect(store.get(key)).resolves.toBeUndefined();
  });
});
