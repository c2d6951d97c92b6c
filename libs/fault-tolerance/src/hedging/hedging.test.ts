import { getEventListeners } from 'node:events';
import { CallError } from '@flotilla/call';
import type { Attempt, CallContext } from '@flotilla/call';
import { retry } from '../retry/retry';
import { RetryBudget } from '../retry/retry-budget';
import { add, contextFor } from '../testing/contexts';
import type { HedgingOptions } from './options';
import {
  contexts,
  create,
  events,
  failed,
  forget,
  outcome,
  planned,
  quick,
  run,
  setUpHedging,
  slow,
} from '../testing/hedging-fixture';
import type { Plan } from '../testing/hedging-fixture';

setUpHedging();

describe('hedging', () => {
  it.each<{ name: string; plans: Plan[]; ends: string; attempts: Partial<Attempt>[]; types: string[] }>([
    {
      name: 'leaves a quick try alone',
      plans: [quick],
      ends: 'answer 1 at 10',
      attempts: [{ number: 1, reason: 'first', code: 'OK' }],
      types: [],
    },
    {
      name: 'takes the answer of the hedge when it is first, and cancels the try',
      plans: [slow, quick],
      ends: 'answer 2 at 110',
      attempts: [
        { number: 1, reason: 'first', code: 'CANCELLED' },
        { number: 2, reason: 'hedge', code: 'OK' },
      ],
      types: ['hedge', 'hedge_won'],
    },
    {
      name: 'takes the answer of the try when it is first, and cancels the hedge',
      plans: [{ ms: 150 }, slow],
      ends: 'answer 1 at 150',
      attempts: [{ code: 'OK' }, { code: 'CANCELLED' }],
      types: ['hedge'],
    },
    {
      name: 'takes one answer when the loser answers all the same',
      plans: [{ ms: 120, obeys: false }, quick],
      ends: 'answer 2 at 110',
      attempts: [{ code: 'CANCELLED' }, { code: 'OK' }],
      types: ['hedge', 'hedge_won'],
    },
    {
      name: 'leaves a failure before the hedge to retry',
      plans: [{ ms: 50, fails: failed('first') }],
      ends: 'first at 50',
      attempts: [{ code: 'UNAVAILABLE' }],
      types: [],
    },
    {
      name: 'waits for the hedge when the try fails',
      plans: [{ ms: 150, fails: failed('first') }, { ms: 100 }],
      ends: 'answer 2 at 200',
      attempts: [{ code: 'UNAVAILABLE' }, { code: 'OK' }],
      types: ['hedge', 'hedge_won'],
    },
    {
      name: 'waits for the try when the hedge fails',
      plans: [{ ms: 300 }, { ms: 10, fails: failed('hedge') }],
      ends: 'answer 1 at 300',
      attempts: [{ code: 'OK' }, { code: 'UNAVAILABLE' }],
      types: ['hedge'],
    },
    {
      name: 'gives the later error when both fail',
      plans: [
        { ms: 300, fails: failed('first') },
        { ms: 10, fails: failed('hedge') },
      ],
      ends: 'first at 300',
      attempts: [{ code: 'UNAVAILABLE' }, { code: 'UNAVAILABLE' }],
      types: ['hedge'],
    },
  ])('$name', async ({ plans, ends, attempts, types }) => {
    const context = contextFor();
    expect(await outcome(run(plans, context))).toBe(ends);
    expect(context.attempts).toMatchObject(attempts);
    expect(context.attempts).toHaveLength(attempts.length);
    expect(events.map(({ type }) => type)).toEqual(types);
    expect(events.every((event) => event.context === context)).toBe(true);
    expect(getEventListeners(context.signal, 'abort')).toEqual([]);
  });

  it('gives each attempt a context and a signal of its own', async () => {
    const context = contextFor();
    await outcome(run([slow, quick], context));
    expect(contexts.map(({ attempt }) => attempt)).toEqual(context.attempts);
    const [loser, winner] = contexts;
    expect(loser?.signal.reason).toMatchObject({ name: 'CallError', code: 'CANCELLED' });
    expect([winner?.signal.aborted, context.signal.aborted]).toEqual([false, false]);
  });

  it.each([
    { name: 'the try', plans: 0 },
    { name: 'the hedge', plans: 1 },
  ])('takes $name that throws synchronously as failed', async ({ plans }) => {
    const next = planned(...Array<Plan>(plans).fill({ ms: 200 }));
    const call = create()<string, string>((request, context) => {
      if (contexts.length === plans) throw failed('thrown');
      return next(request, context);
    });
    expect(await outcome(call('q', contextFor()))).toBe(plans === 0 ? 'thrown at 0' : 'answer 1 at 200');
  });

  it.each<{ name: string; context: Partial<CallContext>; options: HedgingOptions }>([
    { name: 'a call that is not idempotent', context: { method: add }, options: {} },
    { name: 'anything while it is not enabled', context: {}, options: { enabled: false } },
    { name: 'a call that its caller left', context: { signal: AbortSignal.abort() }, options: {} },
  ])('passes $name through as it is', async ({ context, options }) => {
    const given = contextFor(context);
    expect(await outcome(run([slow], given, create(options)))).toBe('answer 1 at 1000');
    expect(contexts[0]).toBe(given);
  });

  it('does not hedge when the deadline comes first', async () => {
    const context = contextFor({ deadline: 100 });
    expect(await outcome(run([slow], context, create({ clock: () => 0 })))).toBe('answer 1 at 1000');
    expect(context.attempts).toEqual([]);
  });

  it('does not hedge when its timer was late and the deadline is over', async () => {
    let now = 0;
    const answer = run([slow], contextFor({ deadline: 101 }), create({ clock: () => now }));
    now = 101;
    expect(await outcome(answer)).toBe('answer 1 at 1000');
    expect(events).toEqual([]);
  });

  it.each([
    { type: 'cap_reached', options: { maxRatio: 0 } },
    { type: 'budget_exhausted', options: { budget: new RetryBudget({ ratio: 0, minPerSecond: 0 }) } },
  ])('says $type instead of hedging', async ({ type, options }) => {
    expect(await outcome(run([slow], contextFor(), create(options)))).toBe('answer 1 at 1000');
    expect(events).toMatchObject([{ type }]);
  });

  it.each([50, 150])('ends both attempts when the caller leaves after %i ms', async (ms) => {
    const caller = new AbortController();
    const answer = run([slow, slow], contextFor({ signal: caller.signal }));
    answer.catch(() => undefined);
    await jest.advanceTimersByTimeAsync(ms);
    caller.abort(new CallError('CANCELLED', 'gone'));
    expect(jest.getTimerCount()).toBe(0);
    expect(contexts.map(({ signal }) => signal.aborted)).toEqual(contexts.map(() => true));
    await expect(answer).rejects.toThrow('gone');
  });

  it('hedges a retry too, once, inside retry', async () => {
    const context = contextFor();
    const guarded = retry({ backoffMs: 0 })(
      create()(planned({ ms: 10, fails: failed('no') }, slow, { ms: 50 })),
    );
    expect(await outcome(guarded('q', context))).toBe('answer 3 at 160');
    expect(context.attempts.map(({ reason }) => reason)).toEqual(['first', 'retry', 'hedge']);
  });

  it('has no more hedges for the retries of a call', async () => {
    const middleware = create({ maxRatio: 0.5 });
    const retried: Attempt = { number: 2, reason: 'retry', sent: false };
    await outcome(run([], contextFor(), middleware));
    await outcome(run([], contextFor({ attempt: retried }), middleware));
    await outcome(run([slow, slow, slow], contextFor({ attempt: { ...retried } }), middleware));
    expect(events).toMatchObject([{ type: 'cap_reached' }]);
  });
});

describe('a hedging that is reconfigured', () => {
  it('hedges as it is told from then on', async () => {
    const middleware = create();
    await outcome(run([quick], contextFor(), middleware));
    forget();
    middleware.reconfigure({ delayMs: 300, maxRatio: 1 });
    expect(await outcome(run([slow, quick], contextFor(), middleware))).toBe('answer 2 at 310');
  });

  it.each<[HedgingOptions, string]>([
    [{ quantile: 1 }, 'quantile must be above 0 and below 1, got 1'],
    [{ windowMs: 0 }, 'windowMs must be above 0 and at most 2^30, got 0'],
    [{ minSamples: 0.5 }, 'minSamples must be an integer of at least 1, got 0.5'],
    [{ minDelayMs: NaN }, 'minDelayMs must be above 0 and at most 2^30, got NaN'],
    [{ delayMs: 0 }, 'delayMs must be above 0 and at most 2^30, got 0'],
    [{ maxRatio: 2 }, 'maxRatio must be from 0 to 1, got 2'],
  ])('refuses %o and changes nothing', async (options, message) => {
    const middleware = create();
    expect(() => middleware.reconfigure(options)).toThrow(new RangeError(message));
    expect(await outcome(run([slow, quick], contextFor(), middleware))).toBe('answer 2 at 110');
  });
});
