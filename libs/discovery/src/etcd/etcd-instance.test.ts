import { CallError } from '@flotilla/call';
import { greeter } from '../testing/instances';
import type { Claim, EtcdApi } from './etcd-api';
import { EtcdInstance } from './etcd-instance';
import { fakeEtcdApi } from './testing/fake-etcd-api';

const key = '/flotilla/instances/greeter/greeter-1';
const absent = new CallError('UNAVAILABLE', 'etcd at http://a:1 does not answer');
const bound = { timeoutMs: 2_000 };

function claim(lease: string, instance: object = greeter(1)): Claim {
  return { key, value: JSON.stringify(instance), lease };
}

describe('EtcdInstance', () => {
  const instance = greeter(1);
  let api: jest.Mocked<EtcdApi>;
  let entry: EtcdInstance;

  beforeEach(() => {
    api = fakeEtcdApi();
    entry = new EtcdInstance(api, key, 15_000);
  });

  it('takes the key over, under a lease of its own', async () => {
    await expect(entry.keep(instance, bound)).resolves.toBe('written');
    expect(api.grant.mock.calls).toEqual([[15_000, bound]]);
    expect(api.seize.mock.calls).toEqual([[claim('7'), bound]]);
  });

  it('renews the lease, and puts the key only where it is gone', async () => {
    await entry.keep(instance, bound);
    await expect(entry.keep(instance, bound)).resolves.toBe('renewed');
    expect(api.keepAlive.mock.calls).toEqual([['7', bound]]);
    expect(api.keep.mock.calls).toEqual([[claim('7'), false, bound]]);
  });

  it('writes what has changed', async () => {
    await entry.keep(instance, bound);
    const changed = { ...instance, weight: 2 };
    await expect(entry.keep(changed, bound)).resolves.toBe('written');
    expect(api.keep.mock.calls).toEqual([[claim('7', changed), true, bound]]);
  });

  it('writes again when nobody knows whether it was written', async () => {
    await entry.keep(instance, bound);
    const changed = { ...instance, weight: 2 };
    api.keep.mockRejectedValueOnce(absent);
    await expect(entry.keep(changed, bound)).rejects.toBe(absent);
    await expect(entry.keep(changed, bound)).resolves.toBe('written');
    expect(api.keep.mock.calls.map(([, rewrite]) => rewrite)).toEqual([true, true]);
  });

  it('says that etcd forgot it when the lease is gone, and puts the key under a new one the next time', async () => {
    api.grant.mockResolvedValueOnce('7').mockResolvedValueOnce('8');
    await entry.keep(instance, bound);
    api.keepAlive.mockResolvedValueOnce(false);
    await expect(entry.keep(instance, bound)).resolves.toBe('forgotten');
    await expect(entry.keep(instance, bound)).resolves.toBe('written');
    expect(api.keep.mock.calls).toEqual([[claim('8'), false, bound]]);
  });

  it('takes the key over until etcd has said that it did, under a lease that is alive', async () => {
    api.seize.mockRejectedValueOnce(absent);
    await expect(entry.keep(instance, bound)).rejects.toBe(absent);
    await expect(entry.keep(instance, bound)).resolves.toBe('written');
    expect(api.seize).toHaveBeenCalledTimes(2);
    expect(api.keepAlive).toHaveBeenCalledTimes(1);
  });

  it("leaves alone what became another's, and keeps it when that is gone", async () => {
    await entry.keep(instance, bound);
    api.keep.mockResolvedValueOnce(false);
    await expect(entry.keep(instance, bound)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(entry.keep(instance, bound)).resolves.toBe('renewed');
    expect(api.seize).toHaveBeenCalledTimes(1);
  });

  it('revokes the lease, if it ever had one', async () => {
    await entry.remove(bound);
    expect(api.revoke).not.toHaveBeenCalled();
    await entry.keep(instance, bound);
    await entry.remove(bound);
    expect(api.revoke.mock.calls).toEqual([['7', bound]]);
  });
});
