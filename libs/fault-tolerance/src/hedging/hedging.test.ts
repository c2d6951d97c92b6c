import { getEventListeners } from 'node:events';
import { abortError, CallError } from '@flotilla/call';
import type { Attempt, CallContext } from '@flotilla/call';
import { retry } from '../retry/retry';
import { RetryBudget } from '../retry/retry-budget';
import { add, contextFor, openStream, watch } from '../testing/contexts';
import { hedging } from './hedging';
import type { Hedging, HedgingEvent } from './hedging';
import type { HedgingOptions } from './options';

/** How one attempt ends: after so long, with a failure or `answer`. */
interface Plan {
  readonly ms: number;
  readonly fails?: CallError;
  readonly answer?: unknown;
  /** Whether it ends early when its signal aborts. Default true. */
  readonly obeys?: boolean;
}

const slow: Plan = { ms: 1_000 };
const quick: Plan = { ms: 10 };
const failed = (message: string): CallError => new CallError('UNAVAILABLE', message);

let events: HedgingEvent[];
let contexts: CallContext[];

/** Hedges after 100 ms, with room for one hedge per call. */
function create(options: HedgingOptions = {}): Hedging {
  const middleware = hedging({ delayMs: 100, maxRatio: 1, ...options });
  middleware.observe((event) => events.push(event));
  return middleware;
}

/** Attempts that end as planned, in turn; they are numbered from 1 in their answers. */
function planned(...plans: readonly Plan[]) {
  return <S>(_request: string, context: CallContext): Promise<S> => {
    const plan = plans[contexts.length] ?? quick;
    contexts.push(context);
    return new Promise((resolve, reject) => {
      const number = contexts.length;
      const timer = setTimeout(
        () => (plan.fails ? reject(plan.fails) : resolve((plan.answer ?? `answer ${number}`) as S)),
        plan.ms,
      );
      if (plan.obeys === false) return;
      context.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(abortError(context.signal));
      });
    });
  };
}

/** How a call ends when time runs on, and when. */
async function outcome(answer: Promise<unknown>): Promise<string> {
  const began = Date.now();
  const settled = answer.then(
    (response) => `${String(response)} at ${Date.now() - began}`,
    (error: Error) => `${error.message} at ${Date.now() - began}`,
  );
  await jest.advanceTimersByTimeAsync(5_000);
  return settled;
}

const run = (plans: readonly Plan[], context = contextFor(), middleware = create()): Promise<unknown> =>
  middleware(planned(...plans))('q', context);

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  events = [];
  contexts = [];
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

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

describe('a hedged stream', () => {
  it('is that whose headers come first, and is linked to its caller until it ends', async () => {
    const caller = new AbortController();
    const { stream, end } = openStream();
    const context = contextFor({ method: watch, signal: caller.signal });
    const middleware = create();
    await outcome(
      run(
        [slow, { ms: 10, answer: stream }],
        { ...context, method: { ...watch, idempotent: true } },
        middleware,
      ),
    );
    expect(contexts.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    caller.abort();
    expect(contexts[1]?.signal.aborted).toBe(true);
    end();
  });

  it.each(['ends', 'fails'])('lets go of its caller when it %s', async (how) => {
    const caller = new AbortController();
    const { stream, end, fail } = openStream();
    const method = { ...watch, idempotent: true };
    await outcome(run([{ ms: 10, answer: stream }], contextFor({ method, signal: caller.signal })));
    if (how === 'ends') end();
    else fail(new Error('broken'));
    await jest.advanceTimersByTimeAsync(0);
    caller.abort();
    expect(contexts[0]?.signal.aborted).toBe(false);
  });
});

describe('the latencies that hedging learns', () => {
  const learning = (options: HedgingOptions = {}): Hedging => {
    const middleware = hedging({ minSamples: 1, maxRatio: 1, clock: Date.now, ...options });
    middleware.observe((event) => events.push(event));
    return middleware;
  };

  /** When the next call is hedged. */
  async function delayMs(middleware: Hedging): Promise<number | undefined> {
    contexts = [];
    events = [];
    await outcome(run([{ ms: 4_000 }, quick], contextFor(), middleware));
    const [event] = events;
    return event?.type === 'hedge' ? Math.floor(event.delayMs) : undefined;
  }

  it.each<{ of: string; plans: Plan[]; context?: CallContext; knows: number | undefined }>([
    { of: 'a success', plans: [{ ms: 200 }], knows: 204 },
    { of: 'a failure', plans: [{ ms: 200, fails: failed('no') }], knows: undefined },
    {
      of: 'a retry',
      plans: [{ ms: 200 }],
      context: contextFor({ attempt: { number: 2, reason: 'retry', sent: false } }),
      knows: undefined,
    },
  ])('are those of $of: $knows', async ({ plans, context, knows }) => {
    const middleware = learning();
    await outcome(run(plans, context, middleware));
    expect(await delayMs(middleware)).toBe(knows);
  });

  it('include what a cancelled try took until then', async () => {
    const middleware = learning({ quantile: 0.9 });
    await outcome(run([{ ms: 200 }], contextFor(), middleware));
    contexts = [];
    await outcome(run([slow, { ms: 500 }], contextFor(), middleware));
    expect(await delayMs(middleware)).toBeGreaterThan(700);
  });
});

describe('a hedging that is reconfigured', () => {
  it('hedges as it is told from then on', async () => {
    const middleware = create();
    await outcome(run([quick], contextFor(), middleware));
    contexts = [];
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
