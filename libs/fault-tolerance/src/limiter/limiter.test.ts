import { CallError } from '@flotilla/call';
import type { Call, CallContext } from '@flotilla/call';
import { contextFor, openStream, watch } from '../testing/contexts';
import { limiter } from './limiter';
import type { Limiter, LimiterEvent } from './limiter';

/** A call that ends when the test says how. */
function pending(policy: Limiter) {
  const ends: { resolve: (answer: string) => void; reject: (error: Error) => void }[] = [];
  const call: Call<string, string> = policy(
    () => new Promise((resolve, reject) => void ends.push({ resolve, reject })),
  );
  return { call: (context: CallContext = contextFor()) => call('q', context), ends };
}

describe('limiter', () => {
  it('refuses calls above a fixed limit at once, and takes others when one has ended', async () => {
    const policy = limiter({ limit: 2 });
    const events: LimiterEvent[] = [];
    policy.observe((event) => events.push(event));
    const { call, ends } = pending(policy);
    const first = call();
    const second = call();
    const context = contextFor();
    const refusal = await call(context).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      retryable: false,
      message:
        'test.Quotes/Get was not sent: 2 calls are in flight and the limit is 2; try again when some have ended',
    });
    expect(events).toEqual([{ type: 'refused', context, reason: 'limit', limit: 2 }]);
    ends[0]?.resolve('hello');
    await expect(first).resolves.toBe('hello');
    expect(policy.state.inFlight).toBe(1);
    const third = call();
    ends[1]?.resolve('b');
    ends[2]?.resolve('c');
    await expect(Promise.all([second, third])).resolves.toEqual(['b', 'c']);
    expect(policy.state.inFlight).toBe(0);
  });

  it.each<[string, Call<string, string>]>([
    ['rejects', () => Promise.reject(new CallError('UNAVAILABLE', 'gone'))],
    [
      'throws',
      () => {
        throw new CallError('UNAVAILABLE', 'gone');
      },
    ],
  ])('gives the place of a call back that %s', async (_how, call) => {
    const policy = limiter({ limit: 1 });
    for (let i = 0; i < 3; i++) await expect(policy(call)('q', contextFor())).rejects.toThrow('gone');
    expect(policy.state.inFlight).toBe(0);
  });

  it('bounds streams apart from calls, until they end', async () => {
    const policy = limiter({ limit: 1, maxStreams: 2 });
    const [one, two] = [openStream(), openStream()];
    const streams = [one, two];
    const open = policy(() => Promise.resolve(streams.shift()?.stream));
    const context = contextFor({ method: watch });
    await open('q', context);
    await open('q', context);
    await expect(open('q', context)).rejects.toThrow('2 streams are open and the limit is 2');
    await expect(policy(async () => 'hello')('q', contextFor())).resolves.toBe('hello');
    one.end();
    two.fail(new Error('broken'));
    await new Promise(setImmediate);
    expect(policy.state).toMatchObject({ inFlight: 0, streams: 0 });
  });

  it('says when the learned limit has changed by a tenth, not at each call', async () => {
    let now = 0;
    const policy = limiter({ clock: () => now });
    const limits: number[] = [];
    policy.observe((event) => void (event.type === 'limit' && limits.push(event.limit)));
    const { call, ends } = pending(policy);
    const calls = Array.from({ length: 15 }, () => call());
    for (let ended = 0; ended < 1_500; ended++) {
      now += 10;
      ends.shift()?.resolve('hello');
      await calls.shift();
      calls.push(call());
    }
    expect(limits).toEqual([22, 25, 28]);
    expect(policy.state.limit).toBeGreaterThanOrEqual(28);
  });

  it('learns nothing from calls that were given up', async () => {
    let now = 0;
    const policy = limiter({ clock: () => now });
    const make = async (latencyMs: number, error?: CallError): Promise<void> => {
      const call = policy(async () => {
        now += latencyMs;
        if (error) throw error;
      });
      for (let made = 0; made < 100; made++) await call('q', contextFor()).catch(() => undefined);
    };
    await make(20);
    await make(1_000, new CallError('CANCELLED', 'no longer wanted'));
    expect(policy.state.limit).toBe(20);
    await make(1_000, new CallError('DEADLINE_EXCEEDED', 'its time was up'));
    expect(policy.state.limit).toBeLessThan(20);
  });

  it('keeps what is in flight when it is reconfigured', async () => {
    const policy = limiter();
    const { call, ends } = pending(policy);
    const calls = [call(), call()];
    policy.reconfigure({ limit: 2 });
    await expect(call()).rejects.toThrow('2 calls are in flight');
    expect(() => policy.reconfigure({ limit: 0 })).toThrow(
      new RangeError('limit must be an integer of at least 1, got 0'),
    );
    expect(() => policy.reconfigure({ limit: 9, maxStreams: -1 })).toThrow(
      new RangeError('maxStreams must be an integer of at least 0, got -1'),
    );
    expect(() => policy.reconfigure({ limit: 9, minLimit: 0 })).toThrow(RangeError);
    expect(policy.state.limit).toBe(2);
    policy.reconfigure({});
    expect(policy.state).toMatchObject({ inFlight: 2, limit: 20 });
    for (const { resolve } of ends) resolve('hello');
    await Promise.all(calls);
    expect(policy.state.inFlight).toBe(0);
  });

  it('limits nothing when it is not enabled', () => {
    const policy = limiter({ limit: 1, enabled: false });
    const { call } = pending(policy);
    for (let i = 0; i < 5; i++) void call();
    expect(policy.state.inFlight).toBe(0);
  });
});
