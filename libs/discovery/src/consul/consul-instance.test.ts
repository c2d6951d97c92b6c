import { CallError } from '@flotilla/call';
import { greeter } from '../testing/instances';
import type { ConsulApi } from './consul-api';
import { ConsulInstance } from './consul-instance';
import { fakeConsulApi } from './testing/fake-consul-api';

const unknownCheck = new CallError('INTERNAL', 'HTTP 500: CheckID "service:greeter-1" has no TTL');
const absent = new CallError('UNAVAILABLE', 'connect ECONNREFUSED');
const bound = { timeoutMs: 2_000 };

describe('ConsulInstance', () => {
  const instance = greeter(1);
  let api: jest.Mocked<ConsulApi>;
  let entry: ConsulInstance;

  beforeEach(() => {
    api = fakeConsulApi();
    entry = new ConsulInstance(api, 'greeter-1', 15_000);
  });

  it('registers, and passes the check: one that was critical stays so otherwise', async () => {
    await expect(entry.keep(instance, bound)).resolves.toBe('written');
    expect(api.register.mock.calls).toEqual([[instance, 15_000, bound]]);
    expect(api.pass.mock.calls).toEqual([['greeter-1', bound]]);
  });

  it('renews with a pass alone', async () => {
    await entry.keep(instance, bound);
    await expect(entry.keep(instance, bound)).resolves.toBe('renewed');
    expect(api.register).toHaveBeenCalledTimes(1);
    expect(api.pass).toHaveBeenCalledTimes(2);
  });

  it('registers what has changed', async () => {
    await entry.keep(instance, bound);
    const changed = { ...instance, weight: 2 };
    await expect(entry.keep(changed, bound)).resolves.toBe('written');
    expect(api.register).toHaveBeenLastCalledWith(changed, 15_000, bound);
  });

  it('says that the agent forgot it when it refuses the pass, and registers the next time', async () => {
    await entry.keep(instance, bound);
    api.pass.mockRejectedValueOnce(unknownCheck);
    await expect(entry.keep(instance, bound)).resolves.toBe('forgotten');
    expect(api.register).toHaveBeenCalledTimes(1);
    await expect(entry.keep(instance, bound)).resolves.toBe('written');
  });

  it.each(['register', 'pass'] as const)('registers again after a %s without an answer', async (request) => {
    await entry.keep(instance, bound);
    api[request].mockRejectedValueOnce(absent);
    const next = request === 'pass' ? instance : { ...instance, weight: 2 };
    await expect(entry.keep(next, bound)).rejects.toBe(absent);
    await expect(entry.keep(next, bound)).resolves.toBe('written');
  });

  it('fails when the pass of what it has just registered is refused', async () => {
    api.pass.mockRejectedValueOnce(unknownCheck);
    await expect(entry.keep(instance, bound)).rejects.toBe(unknownCheck);
  });

  it('removes the service', async () => {
    await entry.remove(bound);
    expect(api.deregister.mock.calls).toEqual([['greeter-1', bound]]);
  });
});
