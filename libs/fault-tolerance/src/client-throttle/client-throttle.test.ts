import { CallError } from '@flotilla/call';
import type { Code } from '@flotilla/call';
import { contextFor } from '../testing/contexts';
import { seededRandom } from '../testing/seeded-random';
import { clientThrottle } from './client-throttle';
import type { ClientThrottleEvent, ClientThrottleOptions } from './client-throttle';

type Answer = 'OK' | Exclude<Code, 'OK'>;

/** A service, and what became of calls to it through a throttle. */
function setUp(options: ClientThrottleOptions = {}) {
  let now = 0;
  let [sent, held] = [0, 0];
  const policy = clientThrottle({ clock: () => now, random: seededRandom(1), ...options });
  const events: ClientThrottleEvent[] = [];
  policy.observe((event) => events.push(event));
  const make = async (calls: number, answer: Answer, { retryable = true, gapMs = 1 } = {}) => {
    [sent, held] = [0, 0];
    const call = policy(async () => {
      sent++;
      if (answer !== 'OK') throw new CallError(answer, 'as told', { retryable });
      return 'hello';
    });
    for (let i = 0; i < calls; i++) {
      now += gapMs;
      await call('q', contextFor()).catch((error: CallError) => {
        if (error.message !== 'as told') held++;
      });
    }
    return { sent, held };
  };
  return { policy, make, events };
}

describe('client throttle', () => {
  it('holds nothing back from a service that is well', async () => {
    const { make, events } = setUp();
    expect(await make(500, 'OK')).toEqual({ sent: 500, held: 0 });
    expect(events).toEqual([]);
  });

  it('holds nothing back until the service refuses more than half', async () => {
    const { make } = setUp();
    await make(300, 'OK');
    expect(await make(300, 'UNAVAILABLE')).toEqual({ sent: 300, held: 0 });
    expect((await make(300, 'UNAVAILABLE')).held).toBeGreaterThan(20);
  });

  it.each<{ answer: Answer; throttled: boolean }>([
    { answer: 'RESOURCE_EXHAUSTED', throttled: true },
    { answer: 'UNAVAILABLE', throttled: true },
    { answer: 'NOT_FOUND', throttled: false },
    { answer: 'DEADLINE_EXCEEDED', throttled: false },
    { answer: 'INTERNAL', throttled: false },
  ])('takes $answer for a refusal of the service: $throttled', async ({ answer, throttled }) => {
    const { held } = await setUp().make(500, answer);
    expect(held > 0).toBe(throttled);
  });

  it('counts a refusal that is thrown at once', async () => {
    const { policy, make } = setUp({ random: () => 0 });
    const call = policy<string, string>(() => {
      throw new CallError('UNAVAILABLE', 'as told');
    });
    await expect(call('q', contextFor())).rejects.toThrow('as told');
    expect((await make(1, 'OK')).held).toBe(1);
  });

  it('does not count what this process refused itself', async () => {
    const { make } = setUp();
    expect(await make(500, 'RESOURCE_EXHAUSTED', { retryable: false })).toEqual({ sent: 500, held: 0 });
  });

  it('still sends a tenth to a service that refuses everything, and lets go once it is well', async () => {
    const { make } = setUp();
    await make(2_000, 'RESOURCE_EXHAUSTED');
    const { sent } = await make(2_000, 'RESOURCE_EXHAUSTED');
    expect(sent / 2_000).toBeCloseTo(0.1, 1);
    await make(2_000, 'OK', { gapMs: 20 });
    expect((await make(500, 'OK')).held).toBe(0);
  });

  it('sends twice what the service takes, however much more is asked', async () => {
    const { make } = setUp();
    let sent = 0;
    for (let second = 0; second < 60; second++) {
      await make(10, 'OK', { gapMs: 1 });
      ({ sent } = await make(90, 'UNAVAILABLE', { gapMs: 11 }));
    }
    expect(sent).toBeLessThan(20);
  });

  it('refuses with an error that no retry follows, and an event', async () => {
    const { policy, make, events } = setUp({ random: () => 0 });
    await make(1, 'UNAVAILABLE');
    const context = contextFor();
    await expect(policy(async () => 'hello')('q', context)).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      retryable: false,
      message:
        'test.Quotes/Get was not sent: its service refuses so much that 50 % of calls are held back; try again later',
    });
    expect(events).toEqual([{ type: 'refused', context, probability: 0.5 }]);
  });

  it('keeps its counts when it is reconfigured', async () => {
    const { policy, make } = setUp();
    await make(500, 'UNAVAILABLE');
    policy.reconfigure({ enabled: false });
    expect((await make(500, 'UNAVAILABLE')).held).toBe(0);
    expect(() => policy.reconfigure({ k: 0.5 })).toThrow(new RangeError('k must be at least 1, got 0.5'));
    expect((await make(500, 'UNAVAILABLE')).held).toBe(0);
    policy.reconfigure({});
    expect((await make(500, 'UNAVAILABLE')).held).toBeGreaterThan(400);
  });

  it.each([
    { options: { maxRejectionRatio: 1 }, message: 'maxRejectionRatio must be from 0 to below 1, got 1' },
    { options: { windowMs: 10 }, message: 'windowMs must be from 1000 to 600000, got 10' },
  ])('refuses $options', ({ options, message }) => {
    expect(() => clientThrottle(options)).toThrow(new RangeError(message));
  });
});
