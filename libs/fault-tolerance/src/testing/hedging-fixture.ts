import { abortError, CallError } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import { hedging } from '../hedging/hedging';
import type { Hedging, HedgingEvent } from '../hedging/hedging';
import type { HedgingOptions } from '../hedging/options';
import { contextFor } from './contexts';

/** How one attempt ends: after so long, with a failure or `answer`. */
export interface Plan {
  readonly ms: number;
  readonly fails?: CallError;
  readonly answer?: unknown;
  /** Whether it ends early when its signal aborts. Default true. */
  readonly obeys?: boolean;
}

export const slow: Plan = { ms: 1_000 };
export const quick: Plan = { ms: 10 };
export const failed = (message: string): CallError => new CallError('UNAVAILABLE', message);

// What the tests of hedging share, made anew for each of them by `setUpHedging`.
export let events: HedgingEvent[];
export let contexts: CallContext[];

/** Hedges after 100 ms, with room for one hedge per call. */
export function create(options: HedgingOptions = {}): Hedging {
  const middleware = hedging({ delayMs: 100, maxRatio: 1, ...options });
  middleware.observe((event) => events.push(event));
  return middleware;
}

/** Attempts that end as planned, in turn; they are numbered from 1 in their answers. */
export function planned(...plans: readonly Plan[]) {
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
export async function outcome(answer: Promise<unknown>): Promise<string> {
  const began = Date.now();
  const settled = answer.then(
    (response) => `${String(response)} at ${Date.now() - began}`,
    (error: Error) => `${error.message} at ${Date.now() - began}`,
  );
  await jest.advanceTimersByTimeAsync(5_000);
  return settled;
}

export const run = (
  plans: readonly Plan[],
  context = contextFor(),
  middleware = create(),
): Promise<unknown> => middleware(planned(...plans))('q', context);

export function forget(): void {
  events = [];
  contexts = [];
}

/** Fake time, and the certainty that a call leaves no timer. To be called once in a test file. */
export function setUpHedging(): void {
  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    forget();
  });
  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
}
