import { CallError } from '@flotilla/call';
import type { EtcdApi, KeyChange } from './etcd-api';
import type { WatchedConfigStore } from '../feed/watched-config-store';
import { etcdConfigStore } from './etcd-config-store';
import { fakeEtcdApi, listing } from './testing/fake-etcd-api';

const key = 'flotilla/policies/greeter';

function change(value: string | undefined, revision: bigint): KeyChange {
  return { key: `/${key}`, value, revision };
}

describe('etcdConfigStore', () => {
  let api: jest.Mocked<EtcdApi>;
  let onError: jest.Mock;
  let store: WatchedConfigStore;

  beforeEach(() => {
    api = fakeEtcdApi();
    onError = jest.fn();
    store = etcdConfigStore(api, onError, { random: () => 0 });
  });
  afterEach(() => store.close());

  it('gets an entry, or undefined', async () => {
    api.list.mockResolvedValueOnce(listing(9n, change('{}', 7n)));
    await expect(store.get(key)).resolves.toEqual({ key, value: '{}', revision: '7' });
    await expect(store.get(key)).resolves.toBeUndefined();
    expect(api.list).toHaveBeenCalledWith({ key: `/${key}` }, { timeoutMs: 5_000 });
  });

  it('puts in any case', async () => {
    await expect(store.put(key, '{}')).resolves.toEqual({ key, value: '{}', revision: '2' });
    expect(api.put).toHaveBeenCalledWith(`/${key}`, '{}', { timeoutMs: 5_000 });
  });

  it.each([
    ['absent', 0n],
    ['7', 7n],
  ])('puts over revision %s only', async (ifRevision, revision) => {
    await expect(store.put(key, '{}', { ifRevision })).resolves.toMatchObject({ revision: '2' });
    expect(api.putIf).toHaveBeenCalledWith(`/${key}`, '{}', revision, { timeoutMs: 5_000 });
    api.putIf.mockResolvedValueOnce(undefined);
    await expect(store.put(key, '{}', { ifRevision })).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it.each(['0', '', 'x', '-1', '9'.repeat(19)])('knows of no entry at revision %j', async (ifRevision) => {
    await expect(store.put(key, '{}', { ifRevision })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(api.putIf).not.toHaveBeenCalled();
  });

  it('says what a key holds, each change, and that it vanished', async () => {
    api.list.mockResolvedValueOnce(listing(9n, change('a', 7n)));
    const entries = store.watch(key)[Symbol.asyncIterator]();
    await expect(entries.next()).resolves.toMatchObject({ value: { value: 'a', revision: '7' } });
    api.follow.mock.calls[0]?.[2]([change('b', 10n), change('c', 11n)]);
    await expect(entries.next()).resolves.toMatchObject({ value: { value: 'c', revision: '11' } });
    api.follow.mock.calls[0]?.[2]([change(undefined, 12n)]);
    await expect(entries.next()).resolves.toEqual({ value: undefined, done: false });
  });

  it('reports a watch that failed by its key, and says nothing to its readers', async () => {
    api.list.mockRejectedValueOnce(new CallError('UNAVAILABLE', 'no'));
    const entries = store.watch(key)[Symbol.asyncIterator]();
    await expect(entries.next()).resolves.toEqual({ value: undefined, done: false }); // of the second listing
    expect(onError).toHaveBeenCalledWith(new CallError('UNAVAILABLE', `watch of ${key}: no`));
  });

  it.each<[string, () => unknown]>([
    ['get', () => store.get('a//b')],
    ['put', () => store.put('a//b', '')],
    ['delete', () => store.delete('a//b')],
    ['a big put', () => store.put('a', 'x'.repeat(65_537))],
  ])('refuses to %s with a bad key or value', async (_what, act) => {
    await expect(act()).rejects.toThrow(RangeError);
  });
});
