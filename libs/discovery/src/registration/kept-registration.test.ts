import { CallError } from '@flotilla/call';
import type { RegistrationEvent } from '../registrar';
import { greeter } from '../testing/instances';
import { untilAborted } from '../testing/until-aborted';
import type { Kept, KeptInstance } from './kept-instance';
import { KeptRegistration } from './kept-registration';

const denied = new CallError('PERMISSION_DENIED', 'HTTP 403: Permission denied');
const absent = new CallError('UNAVAILABLE', 'connect ECONNREFUSED');

describe('KeptRegistration', () => {
  let entry: jest.Mocked<KeptInstance>;
  let onGone: jest.Mock;
  let registration: KeptRegistration;
  let events: RegistrationEvent[];

  beforeEach(() => {
    jest.useFakeTimers();
    entry = {
      keep: jest.fn<Promise<Kept>, Parameters<KeptInstance['keep']>>(() => Promise.resolve('renewed')),
      remove: jest.fn<Promise<void>, Parameters<KeptInstance['remove']>>(() => Promise.resolve()),
    };
    entry.keep.mockResolvedValueOnce('written');
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
    registration = new KeptRegistration(entry, greeter(1), { ttlMs: 15_000, random: () => chance, onGone });
    registration.observe((event) => events.push(event));
  }

  function states(): string[] {
    return events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
  }

  function errors(): CallError[] {
    return events.flatMap((event) => (event.type === 'error' ? [event.error] : []));
  }

  it('writes the entry at once, within 2 s, and renews it every third of the TTL', async () => {
    start();
    await registration.ready;
    expect(entry.keep.mock.calls).toEqual([[greeter(1), expect.objectContaining({ timeoutMs: 2_000 })]]);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(entry.keep).toHaveBeenCalledTimes(1 + 3);
    expect(states()).toEqual(['registered']);
  });

  it('writes again at once what the registry forgot', async () => {
    entry.keep.mockResolvedValueOnce('forgotten').mockResolvedValueOnce('written');
    start();
    await jest.advanceTimersByTimeAsync(5_001);
    expect(entry.keep).toHaveBeenCalledTimes(3);
    expect(states()).toEqual(['registered', 'registering', 'registered']);
    expect(errors()).toEqual([]);
  });

  it('tries for ever while the registry is absent, and stays pending until it is there', async () => {
    entry.keep.mockReset().mockRejectedValue(absent);
    start();
    const ready = jest.fn();
    void registration.ready.then(ready);
    await jest.advanceTimersByTimeAsync(70_000);
    expect(entry.keep).toHaveBeenCalledTimes(11); // at once, then every 7 s, the longest delay
    expect(registration.state).toBe('registering');
    expect(ready).not.toHaveBeenCalled();
    entry.keep.mockResolvedValue('written');
    await jest.advanceTimersByTimeAsync(7_000);
    expect(ready).toHaveBeenCalledTimes(1);
    expect(errors()).toHaveLength(11);
  });

  it('says at most once per second what is wrong, also while it is changed all the time', async () => {
    entry.keep.mockReset().mockRejectedValue(denied);
    start(0);
    for (let weight = 1; weight <= 100; weight += 1) {
      await jest.advanceTimersByTimeAsync(100);
      registration.update({ weight });
    }
    expect(registration.state).toBe('registering');
    expect(errors()).toEqual(Array.from({ length: 11 }, () => denied));
  });

  it('writes the change of an update at once, or right after the request on its way', async () => {
    let finish: (kept: Kept) => void = () => undefined;
    entry.keep.mockReset().mockResolvedValue('written');
    entry.keep.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    start();
    registration.update({ weight: 2 });
    expect(entry.keep).toHaveBeenCalledTimes(1);
    finish('written');
    await jest.advanceTimersByTimeAsync(0);
    registration.update({ zone: 'b' });
    await jest.advanceTimersByTimeAsync(0);
    expect(entry.keep.mock.calls.map(([instance]) => instance)).toEqual([
      greeter(1),
      { ...greeter(1), weight: 2 },
      { ...greeter(1), weight: 2, zone: 'b' },
    ]);
  });

  it('refuses a bad update and writes nothing', async () => {
    start();
    await registration.ready;
    expect(() => registration.update({ port: 0 })).toThrow(RangeError);
    await jest.advanceTimersByTimeAsync(0);
    expect(entry.keep).toHaveBeenCalledTimes(1);
  });

  it('removes the entry once a renewal on its way has ended, and does not write what that found forgotten', async () => {
    let finish: (kept: Kept) => void = () => undefined;
    entry.keep.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    start();
    await jest.advanceTimersByTimeAsync(5_000);
    const left = registration.deregister();
    await jest.advanceTimersByTimeAsync(500);
    expect(entry.remove).not.toHaveBeenCalled();
    finish('forgotten');
    await left;
    await jest.advanceTimersByTimeAsync(60_000);
    expect([entry.keep, entry.remove, onGone].map(({ mock }) => mock.calls.length)).toEqual([2, 1, 1]);
    expect(states()).toEqual(['registered', 'closed']);
  });

  it('cuts what is on its way after a second, so that leaving takes at most two', async () => {
    entry.keep.mockReset().mockImplementation((_instance, { signal }) => untilAborted(signal));
    start();
    const { ready } = registration;
    const left = registration.deregister();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(entry.remove.mock.calls).toEqual([[{ timeoutMs: 1_000 }]]);
    await left;
    await expect(ready).rejects.toThrow('greeter-1 left before it was registered');
    expect(errors()).toEqual([]);
  });

  it.each([
    [new CallError('NOT_FOUND', 'HTTP 404: Unknown service ID'), []],
    [absent, [absent]],
  ])('leaves once, and rejects nothing, when the removal fails with %s', async (error, reported) => {
    entry.remove.mockRejectedValue(error);
    start();
    await registration.ready;
    await Promise.all([registration.deregister(), registration.deregister()]);
    registration.update({ weight: 2 });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(entry.remove).toHaveBeenCalledTimes(1);
    expect(entry.keep).toHaveBeenCalledTimes(1);
    expect(errors()).toEqual(reported);
  });
});
