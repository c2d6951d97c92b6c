import { CallError } from '@flotilla/call';
import type { RegistrationEvent } from '../registrar';
import { greeter } from '../testing/instances';
import type { ConsulApi } from './consul-api';
import { ConsulRegistration } from './consul-registration';
import { fakeConsulApi, untilAborted } from './testing/fake-consul-api';

const unknownCheck = new CallError(
  'INTERNAL',
  'HTTP 500: CheckID "service:greeter-1" does not have associated TTL',
);
const denied = new CallError('PERMISSION_DENIED', 'HTTP 403: Permission denied');
const absent = new CallError('UNAVAILABLE', 'connect ECONNREFUSED');

describe('ConsulRegistration', () => {
  let api: jest.Mocked<ConsulApi>;
  let onGone: jest.Mock;
  let registration: ConsulRegistration;
  let events: RegistrationEvent[];

  beforeEach(() => {
    jest.useFakeTimers();
    api = fakeConsulApi();
    onGone = jest.fn();
    events = [];
  });
  afterEach(async () => {
    void registration.deregister();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  function start(): void {
    registration = new ConsulRegistration(api, greeter(1), { ttlMs: 15_000, random: () => 1, onGone });
    registration.observe((event) => events.push(event));
  }

  function states(): string[] {
    return events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
  }

  function errors(): CallError[] {
    return events.flatMap((event) => (event.type === 'error' ? [event.error] : []));
  }

  it('registers at once and renews every third of the TTL', async () => {
    start();
    await registration.ready;
    expect(registration.state).toBe('registered');
    expect(api.register).toHaveBeenCalledWith(
      greeter(1),
      15_000,
      expect.objectContaining({ timeoutMs: 2_000 }),
    );
    await jest.advanceTimersByTimeAsync(15_000);
    expect(api.pass).toHaveBeenCalledTimes(1 + 3);
    expect(api.register).toHaveBeenCalledTimes(1);
  });

  it('passes the check of what it registered: one that was critical stays so otherwise', async () => {
    start();
    await registration.ready;
    expect(api.pass).toHaveBeenCalledWith('greeter-1', expect.objectContaining({ timeoutMs: 2_000 }));
  });

  it('registers again at once when the agent does not know the check', async () => {
    api.pass.mockResolvedValueOnce().mockRejectedValueOnce(unknownCheck);
    start();
    await jest.advanceTimersByTimeAsync(5_001);
    expect(api.register).toHaveBeenCalledTimes(2);
    expect(states()).toEqual(['registered', 'registering', 'registered']);
    expect(errors()).toEqual([]);
  });

  it('tries for ever while the agent is absent, and stays pending until it is there', async () => {
    api.register.mockRejectedValue(absent);
    start();
    const ready = jest.fn();
    void registration.ready.then(ready);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(api.register).toHaveBeenCalledTimes(11); // at once, then every 6 s, the longest delay
    expect(registration.state).toBe('registering');
    expect(ready).not.toHaveBeenCalled();
    api.register.mockResolvedValue();
    await jest.advanceTimersByTimeAsync(6_000);
    expect(ready).toHaveBeenCalledTimes(1);
    expect(errors()).toHaveLength(11);
  });

  it('stays registering when permission is denied, and says so at most once per second', async () => {
    api.register.mockRejectedValue(denied);
    registration = new ConsulRegistration(api, greeter(1), { ttlMs: 15_000, random: () => 0, onGone });
    registration.observe((event) => events.push(event));
    await jest.advanceTimersByTimeAsync(9_999);
    expect(registration.state).toBe('registering');
    expect(errors()).toEqual(Array.from({ length: 10 }, () => denied));
  });

  it('registers the change of an update at once, or right after the request on its way', async () => {
    let finish: () => void = () => undefined;
    api.register.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    start();
    registration.update({ weight: 2 });
    expect(api.register).toHaveBeenCalledTimes(1);
    finish();
    await jest.advanceTimersByTimeAsync(0);
    registration.update({ zone: 'b' });
    await jest.advanceTimersByTimeAsync(0);
    const [first, second, third] = api.register.mock.calls.map(([instance]) => instance);
    expect(first).toEqual(greeter(1));
    expect(second).toEqual({ ...greeter(1), weight: 2 });
    expect(third).toEqual({ ...greeter(1), weight: 2, zone: 'b' });
  });

  it('refuses a bad update and registers nothing', async () => {
    start();
    await registration.ready;
    expect(() => registration.update({ port: 0 })).toThrow(RangeError);
    await jest.advanceTimersByTimeAsync(0);
    expect(api.register).toHaveBeenCalledTimes(1);
  });

  it('deregisters once a renewal on its way has ended, and does not register again when it was refused', async () => {
    const order: string[] = [];
    let refuse: (error: Error) => void = () => undefined;
    api.pass.mockResolvedValueOnce();
    api.pass.mockImplementation(() => new Promise((_resolve, reject) => (refuse = reject)));
    api.register.mockImplementation(() => Promise.resolve(void order.push('register')));
    api.deregister.mockImplementation(() => Promise.resolve(void order.push('deregister')));
    start();
    await jest.advanceTimersByTimeAsync(5_000);
    const left = registration.deregister();
    await jest.advanceTimersByTimeAsync(500);
    expect(order).toEqual(['register']);
    refuse(unknownCheck);
    await left;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(order).toEqual(['register', 'deregister']);
    expect(states()).toEqual(['registered', 'closed']);
    expect(onGone).toHaveBeenCalledTimes(1);
  });

  it('cuts a registration on its way after a second, so that leaving takes at most two', async () => {
    api.register.mockImplementation((_instance, _ttlMs, { signal }) => untilAborted(signal));
    start();
    const ready = registration.ready;
    const left = registration.deregister();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(api.deregister).toHaveBeenCalledWith('greeter-1', { timeoutMs: 1_000 });
    await left;
    await expect(ready).rejects.toThrow('greeter-1 left before it was registered');
    expect(errors()).toEqual([]);
  });

  it('takes an entry that is gone already as deregistered', async () => {
    api.deregister.mockRejectedValue(new CallError('NOT_FOUND', 'HTTP 404: Unknown service ID'));
    start();
    await registration.deregister();
    expect(errors()).toEqual([]);
  });

  it('reports a deregistration that failed, and rejects nothing', async () => {
    api.deregister.mockRejectedValue(absent);
    start();
    await registration.ready;
    await Promise.all([registration.deregister(), registration.deregister()]);
    expect(api.deregister).toHaveBeenCalledTimes(1);
    expect(errors()).toEqual([absent]);
    registration.update({ weight: 2 });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(api.register).toHaveBeenCalledTimes(1);
    expect(api.pass).toHaveBeenCalledTimes(1);
  });
});
