import { CallError } from '@flotilla/call';
import { add, contextFor, openStream, watch } from '../testing/contexts';
import { seededRandom } from '../testing/seeded-random';
import { Admission } from './admission';
import { admission } from './admission-middleware';
import type { AdmissionEvent } from './admission-middleware';

const middle = (): number => 0.5;
const noDelay = (): number => 0;

describe('admission', () => {
  it('refuses above its limit before any work, and says when to come back', async () => {
    const policy = admission({ limit: 1, loopDelayMs: noDelay, random: middle });
    const events: AdmissionEvent[] = [];
    policy.observe((event) => events.push(event));
    const work = jest.fn(() => new Promise<string>(() => undefined));
    void policy(work)('q', contextFor());
    const context = contextFor();
    const refusal: unknown = await policy(work)('q', context).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CallError);
    expect(refusal).toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      metadata: { 'grpc-retry-pushback-ms': '25' },
      message: 'test.Quotes/Get: the server is overloaded (1 calls in flight, limit 1); try again in 25 ms',
    });
    expect(events).toEqual([{ type: 'refused', context, reason: 'limit', limit: 1 }]);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('bounds open streams', async () => {
    const policy = admission({ maxStreams: 1, loopDelayMs: noDelay });
    const open = policy(async () => openStream().stream);
    await open('q', contextFor({ method: watch }));
    await expect(open('q', contextFor({ method: watch }))).rejects.toThrow('1 open streams, limit 1');
  });

  it.each([
    { delayMs: 0, refused: 0 },
    { delayMs: 100, refused: 0 },
    { delayMs: 125, refused: 0.2 },
    { delayMs: 200, refused: 0.5 },
    { delayMs: 1_000, refused: 0.9 },
  ])('with $delayMs ms of loop delay refuses $refused of the calls', async ({ delayMs, refused }) => {
    const policy = admission({ limit: 2_000, loopDelayMs: () => delayMs, random: seededRandom(1) });
    const reasons = new Set<string>();
    policy.observe((event) => event.type === 'refused' && reasons.add(event.reason));
    const call = policy(async () => 'hello');
    const answers = await Promise.allSettled(Array.from({ length: 2_000 }, () => call('q', contextFor())));
    expect(answers.filter(({ status }) => status === 'rejected').length / 2_000).toBeCloseTo(refused, 1);
    expect([...reasons]).toEqual(refused ? ['loop_delay'] : []);
  });

  it.each([
    [0, 13],
    [0.5, 25],
    [0.999, 37],
  ])('spreads the return of those refused (chance %d: %d ms)', (chance, pushbackMs) => {
    const control = new Admission({ loopDelayMs: () => 1e6, random: () => chance });
    expect(control.tryEnter(add)).toEqual({
      admitted: false,
      reason: 'loop_delay',
      measured: 1e6,
      limit: 100,
      pushbackMs,
    });
  });

  it('does not even look at the loop when it is not enabled', async () => {
    const loopDelayMs = jest.fn(() => 1e6);
    const policy = admission({ loopDelayMs, enabled: false });
    await expect(policy(async () => 'hello')('q', contextFor())).resolves.toBe('hello');
    expect(loopDelayMs).not.toHaveBeenCalled();
  });

  it('is reconfigured as a whole or not at all', () => {
    const control = new Admission({ limit: 3, loopDelayMs: () => 150, random: middle });
    const ticket = control.tryEnter(add);
    control.reconfigure({ limit: 5, maxLoopDelayMs: 20, pushbackMs: 10 });
    expect(control.tryEnter(add)).toMatchObject({ reason: 'loop_delay', limit: 20, pushbackMs: 10 });
    expect(() => control.reconfigure({ limit: 9, maxLoopDelayMs: 0 })).toThrow(
      new RangeError('maxLoopDelayMs must be above 0, got 0'),
    );
    expect(() => control.reconfigure({ limit: 9, pushbackMs: -1 })).toThrow(
      new RangeError('pushbackMs must be from 0 to 20000, got -1'),
    );
    expect(() => control.reconfigure({ maxLoopDelayMs: 500, limit: 0 })).toThrow(RangeError);
    expect(control.state).toMatchObject({ inFlight: 1, limit: 5 });
    expect(control.tryEnter(add)).toMatchObject({ reason: 'loop_delay', limit: 20 });
    if (ticket.admitted) ticket.leave('OK');
    expect(control.state.inFlight).toBe(0);
  });

  it('watches the loop from the first call until it is closed', async () => {
    jest.useFakeTimers();
    const policy = admission();
    expect(jest.getTimerCount()).toBe(0);
    await policy(async () => 'hello')('q', contextFor());
    expect(jest.getTimerCount()).toBe(1);
    policy.close();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
});
