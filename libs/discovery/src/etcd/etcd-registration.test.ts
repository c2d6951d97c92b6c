import { CallError } from '@flotilla/call';
import type { RegistrationEvent } from '../registrar';
import { greeter } from '../testing/instances';
import type { Claim, EtcdApi } from './etcd-api';
import { EtcdRegistration } from './etcd-registration';
import { fakeEtcdApi, untilAborted } from './testing/fake-etcd-api';

const key = '/flotilla/instances/greeter/greeter-1';
const denied = new CallError('PERMISSION_DENIED', 'etcd at http://a:1 refused: permission denied');
const absent = new CallError('UNAVAILABLE', 'etcd at http://a:1 does not answer');
const leaseGone = new CallError('NOT_FOUND', 'etcd at http://a:1 refused: requested lease not found');

function claim(lease: string, instance: object = greeter(1)): Claim {
  return { key, value: JSON.stringify(instance), lease };
}

describe('EtcdRegistration', () => {
  let api: jest.Mocked<EtcdApi>;
  let onGone: jest.Mock;
  let registration: EtcdRegistration;
  let events: RegistrationEvent[];

  beforeEach(() => {
    jest.useFakeTimers();
    api = fakeEtcdApi();
    onGone = jest.fn();
    events = [];
  });
  afterEach(async () => {
    void registration.deregister();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  function start(chance = 1): void {
    const options = { key, ttlMs: 15_000, random: () => chance, onGone };
    registration = new EtcdRegistration(api, greeter(1), options);
    registration.observe((event) => events.push(event));
  }

  function states(): string[] {
    return events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
  }

  function errors(): CallError[] {
    return events.flatMap((event) => (event.type === 'error' ? [event.error] : []));
  }

  it('takes the entry at once, and renews lease and entry every third of the TTL', async () => {
    start();
    await registration.ready;
    expect(api.grant).toHaveBeenCalledWith(15_000, expect.objectContaining({ timeoutMs: 2_000 }));
    expect(api.seize).toHaveBeenCalledWith(claim('7'), expect.objectContaining({ timeoutMs: 2_000 }));
    await jest.advanceTimersByTimeAsync(15_000);
    expect(api.keepAlive.mock.calls.map(([lease]) => lease)).toEqual(['7', '7', '7']);
    expect(api.keep.mock.calls.map(([kept, rewrite]) => [kept, rewrite])).toEqual([
      [claim('7'), false],
      [claim('7'), false],
      [claim('7'), false],
    ]);
    expect(api.seize).toHaveBeenCalledTimes(1);
    expect(states()).toEqual(['registered']);
  });

  it('spreads the first renewals of those that registered together', async () => {
    start(0.5);
    await jest.advanceTimersByTimeAsync(2_500);
    expect(api.keepAlive).toHaveBeenCalledTimes(1);
  });

  it('puts the entry under a new lease in the same renewal that finds the lease gone', async () => {
    api.grant.mockResolvedValueOnce('7').mockResolvedValueOnce('8');
    api.keepAlive.mockResolvedValueOnce(false);
    start();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(api.keep.mock.calls.map(([kept]) => kept)).toEqual([claim('8')]);
    expect(states()).toEqual(['registered']);
  });

  it('tries for ever while etcd is absent, and stays pending until it is there', async () => {
    api.grant.mockRejectedValue(absent);
    start();
    const ready = jest.fn();
    void registration.ready.then(ready);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(api.grant).toHaveBeenCalledTimes(11); // at once, then every 6 s, the longest delay
    expect(ready).not.toHaveBeenCalled();
    expect(errors()).toHaveLength(11);
    api.grant.mockResolvedValue('7');
    await jest.advanceTimersByTimeAsync(6_000);
    expect(ready).toHaveBeenCalledTimes(1);
  });

  it.each([denied, leaseGone])('is not ready, and reports %s at most once per second', async (error) => {
    api.seize.mockRejectedValue(error);
    start(0);
    for (let update = 0; update < 100; update += 1) {
      await jest.advanceTimersByTimeAsync(100);
      registration.update({ weight: update + 1 });
    }
    expect(registration.state).toBe('registering');
    expect(errors()).toHaveLength(11);
  });

  it('takes the entry over until etcd has said that it did', async () => {
    api.seize.mockRejectedValueOnce(absent);
    start();
    await jest.advanceTimersByTimeAsync(6_000);
    expect(api.seize).toHaveBeenCalledTimes(2);
    expect(api.keepAlive).toHaveBeenCalledTimes(1); // its lease may be about to end
    expect(registration.state).toBe('registered');
  });

  it("leaves alone what became another's, says so, and comes back when that is gone", async () => {
    api.keep.mockResolvedValueOnce(false);
    start();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(registration.state).toBe('registering');
    expect(errors()).toMatchObject([{ code: 'ALREADY_EXISTS' }]);
    await jest.advanceTimersByTimeAsync(6_000);
    expect(registration.state).toBe('registered');
    expect(api.seize).toHaveBeenCalledTimes(1);
  });

  it('writes the change of an update at once, or right after the request on its way', async () => {
    let finish: () => void = () => undefined;
    api.seize.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    start();
    await jest.advanceTimersByTimeAsync(0);
    registration.update({ weight: 2 });
    expect(api.keep).not.toHaveBeenCalled();
    finish();
    await jest.advanceTimersByTimeAsync(0);
    registration.update({ zone: 'b' });
    await jest.advanceTimersByTimeAsync(0);
    expect(api.keep.mock.calls.map(([kept, rewrite]) => [kept, rewrite])).toEqual([
      [claim('7', { ...greeter(1), weight: 2 }), true],
      [claim('7', { ...greeter(1), weight: 2, zone: 'b' }), true],
    ]);
  });

  it('writes an update again when nobody knows whether it was written', async () => {
    start();
    await registration.ready;
    api.keep.mockRejectedValueOnce(absent);
    registration.update({ weight: 2 });
    await jest.advanceTimersByTimeAsync(6_000);
    expect(api.keep.mock.calls.map(([, rewrite]) => rewrite)).toEqual([true, true]);
  });

  it('refuses a bad update and writes nothing', async () => {
    start();
    await registration.ready;
    expect(() => registration.update({ port: 0 })).toThrow(RangeError);
    await jest.advanceTimersByTimeAsync(0);
    expect(api.keep).not.toHaveBeenCalled();
  });

  it('cuts what is on its way, revokes the lease, and does nothing more', async () => {
    api.seize.mockImplementation((_claim, { signal }) => untilAborted(signal));
    start();
    const ready = registration.ready;
    await jest.advanceTimersByTimeAsync(0);
    await Promise.all([registration.deregister(), registration.deregister()]);
    await expect(ready).rejects.toThrow('greeter-1 left before it was registered');
    expect(api.revoke.mock.calls).toEqual([['7', { timeoutMs: 1_800 }]]);
    registration.update({ weight: 2 });
    await jest.advanceTimersByTimeAsync(60_000);
    expect([api.seize, api.keep].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
    expect(errors()).toEqual([]);
    expect(onGone).toHaveBeenCalledTimes(1);
  });

  it.each([
    [leaseGone, []],
    [absent, [absent]],
  ])('rejects nothing when the revocation fails with %s', async (error, reported) => {
    api.revoke.mockRejectedValue(error);
    start();
    await registration.ready;
    await registration.deregister();
    expect(errors()).toEqual(reported);
  });

  it('has nothing to revoke when it never had a lease', async () => {
    api.grant.mockRejectedValue(absent);
    start();
    await registration.deregister();
    expect(api.revoke).not.toHaveBeenCalled();
  });
});
