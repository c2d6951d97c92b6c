import { CallError } from '@flotilla/call';
import type { CallContext, Code } from '@flotilla/call';
import { attemptTimeout } from '../attempt-timeout/attempt-timeout';
import { add, contextFor } from '../testing/contexts';
import type { RetryOptions } from './options';
import { retry } from './retry';
import type { Retry, RetryEvent } from './retry';
import { RetryBudget } from './retry-budget';

interface Failure {
  readonly code: Exclude<Code, 'OK'>;
  /** Default true. */
  readonly sent?: boolean;
  readonly pushback?: string;
  /** Default true. */
  readonly retryable?: boolean;
}

const unavailable: Failure = { code: 'UNAVAILABLE' };
const unsent: Failure = { code: 'UNAVAILABLE', sent: false };

let events: RetryEvent[];
let beganAt: number[];

/** A call that fails as listed, then answers. */
function scripted(failures: readonly Failure[], options: RetryOptions = {}) {
  const left = [...failures];
  const middleware = retry({ random: () => 0.5, ...options });
  middleware.observe((event) => events.push(event));
  return middleware<string, string>(async (_request, { attempt }) => {
    beganAt.push(Date.now());
    const failure = left.shift();
    if (attempt) attempt.sent = failure?.sent ?? true;
    if (!failure) return 'hello';
    const metadata = failure.pushback === undefined ? {} : { 'grpc-retry-pushback-ms': failure.pushback };
    const { code, retryable = true } = failure;
    throw new CallError(code, `attempt ${attempt?.number} failed`, { metadata, retryable });
  });
}

/** How the call ends when time runs on. */
async function outcome(answer: Promise<string>): Promise<string> {
  const settled = answer.catch((error: CallError) => `${error.code}: ${error.message}`);
  await jest.advanceTimersByTimeAsync(10_000);
  return settled;
}

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  events = [];
  beganAt = [];
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('retry', () => {
  it('does not disturb a call that succeeds', async () => {
    const context = contextFor();
    await expect(scripted([])('q', context)).resolves.toBe('hello');
    expect(context.attempts).toEqual([{ number: 1, reason: 'first', sent: true, code: 'OK' }]);
    expect(events).toEqual([]);
  });

  it('tries three times, with growing waits, and keeps the attempts', async () => {
    const context = contextFor();
    expect(await outcome(scripted([unavailable, unavailable])('q', context))).toBe('hello');
    expect(beganAt).toEqual([0, 25, 75]);
    expect(context.attempts).toMatchObject([
      { number: 1, reason: 'first', code: 'UNAVAILABLE' },
      { number: 2, reason: 'retry', code: 'UNAVAILABLE' },
      { number: 3, reason: 'retry', code: 'OK' },
    ]);
    expect(events).toMatchObject([
      { type: 'retry', attempt: 2, code: 'UNAVAILABLE', waitMs: 25 },
      { type: 'retry', attempt: 3, code: 'UNAVAILABLE', waitMs: 50 },
    ]);
  });

  it('gives the error of the last attempt', async () => {
    expect(await outcome(scripted([unavailable, unavailable, unavailable])('q', contextFor()))).toBe(
      'UNAVAILABLE: attempt 3 failed',
    );
  });

  it('does not wait before the first retry of what was never sent, but before the second', async () => {
    expect(await outcome(scripted([unsent, unsent])('q', contextFor()))).toBe('hello');
    expect(beganAt).toEqual([0, 0, 50]);
  });

  it.each<{ failure: Failure; retried: boolean; waitMs?: number }>([
    { failure: { code: 'UNAVAILABLE' }, retried: true, waitMs: 25 },
    { failure: { code: 'DEADLINE_EXCEEDED' }, retried: true, waitMs: 25 },
    { failure: { code: 'UNAVAILABLE', pushback: '400' }, retried: true, waitMs: 400 },
    { failure: { code: 'UNAVAILABLE', pushback: '-1' }, retried: false },
    { failure: { code: 'RESOURCE_EXHAUSTED' }, retried: false },
    { failure: { code: 'RESOURCE_EXHAUSTED', pushback: '0' }, retried: true, waitMs: 0 },
    { failure: { code: 'RESOURCE_EXHAUSTED', pushback: 'x' }, retried: false },
    { failure: { code: 'INTERNAL' }, retried: false },
    { failure: { code: 'INVALID_ARGUMENT' }, retried: false },
    { failure: { code: 'CANCELLED' }, retried: false },
  ])(
    'after $failure.code, pushback $failure.pushback, retries: $retried',
    async ({ failure, retried, waitMs }) => {
      expect(await outcome(scripted([failure])('q', contextFor()))).toMatch(retried ? 'hello' : failure.code);
      expect(beganAt).toEqual(retried ? [0, waitMs] : [0]);
    },
  );

  it.each([
    { failure: unavailable, attempts: 1 },
    { failure: unsent, attempts: 2 },
  ])(
    'tries what is not idempotent again only if it was not sent ($failure.sent)',
    async ({ failure, attempts }) => {
      await outcome(scripted([failure])('q', contextFor({ method: add })));
      expect(beganAt).toHaveLength(attempts);
    },
  );

  it.each([
    { leftMs: 25, attempts: 1 },
    { leftMs: 26, attempts: 2 },
  ])('with $leftMs ms left and a wait of 25 ms makes $attempts attempts', async ({ leftMs, attempts }) => {
    const context = contextFor({ deadline: 1_000 + leftMs });
    await outcome(scripted([unavailable], { clock: () => 1_000 })('q', context));
    expect(beganAt).toHaveLength(attempts);
  });

  it('tries again when an attempt ran into its own timeout', async () => {
    const answers = [new Promise<string>(() => undefined), Promise.resolve('hello')];
    const call = retry()(attemptTimeout({ timeoutMs: 100 })<string, string>(() => answers.shift()!));
    expect(await outcome(call('q', contextFor()))).toBe('hello');
  });

  it('takes an error that is not retryable as final, and nothing from the budget', async () => {
    const budget = new RetryBudget();
    const withdraw = jest.spyOn(budget, 'withdraw');
    const final = { ...unsent, retryable: false };
    expect(await outcome(scripted([final], { budget })('q', contextFor()))).toMatch('attempt 1 failed');
    expect(beganAt).toEqual([0]);
    expect(withdraw).not.toHaveBeenCalled();
    expect(events).toEqual([]);
  });

  it('gives each attempt a context of its own', async () => {
    const contexts: CallContext[] = [];
    const call = retry()<string, string>(async (_request, context) => {
      contexts.push(context);
      if (contexts.length === 1) throw new CallError('UNAVAILABLE', 'gone');
      return 'hello';
    });
    const context = contextFor();
    await outcome(call('q', context));
    expect(contexts.map(({ attempt }) => attempt)).toEqual(context.attempts);
    expect(context.attempt).toBeUndefined();
  });

  it.each([
    { when: 'during an attempt', abortAtMs: 0, ends: 'UNAVAILABLE: attempt 1 failed' },
    { when: 'during a wait', abortAtMs: 10, ends: 'CANCELLED: the caller no longer wants the answer' },
  ])('stops when the caller leaves $when, with $ends', async ({ abortAtMs, ends }) => {
    const caller = new AbortController();
    const answer = scripted([unavailable])('q', contextFor({ signal: caller.signal }));
    if (abortAtMs > 0) await jest.advanceTimersByTimeAsync(abortAtMs);
    caller.abort();
    expect(jest.getTimerCount()).toBe(0);
    expect(await outcome(answer)).toBe(ends);
    expect(beganAt).toHaveLength(1);
  });

  it('gives the error as it is when the budget is used up, and says so', async () => {
    const budget = new RetryBudget({ ratio: 0, minPerSecond: 0.02, ttlMs: 60_000 });
    expect(await outcome(scripted([unavailable], { budget })('q', contextFor()))).toBe('hello');
    expect(await outcome(scripted([unavailable], { budget })('q', contextFor()))).toMatch('attempt 1 failed');
    expect(events.at(-1)).toMatchObject({ type: 'budget_exhausted', code: 'UNAVAILABLE' });
  });

  it('keeps attempts per call within the bound of the budget when everything fails', async () => {
    const call = scripted(Array<Failure>(10_000).fill(unavailable), { backoffMs: 0 });
    const [calls, seconds] = [2_000, 20];
    for (let i = 0; i < calls; i++) {
      call('q', contextFor()).catch(() => undefined);
      await jest.advanceTimersByTimeAsync((seconds * 1_000) / calls);
    }
    expect(beganAt.length / calls).toBeLessThanOrEqual(1.2 + 10 / (calls / seconds));
    expect(beganAt.length / calls).toBeGreaterThan(1.2);
  });

  it('knows errors that are not CallErrors to be final', async () => {
    const call = retry()<string, string>(() => Promise.reject(new TypeError('a bug')));
    await expect(call('q', contextFor())).rejects.toThrow(TypeError);
  });

  it.each<{ options: RetryOptions; message: string }>([
    { options: { maxAttempts: 0 }, message: 'maxAttempts must be an integer of at least 1, got 0' },
    { options: { backoffMs: 300 }, message: 'backoffMs must be from 0 to maxBackoffMs (250), got 300' },
    { options: { multiplier: 0.5 }, message: 'multiplier must be at least 1, got 0.5' },
    { options: { jitter: 2 }, message: 'jitter must be from 0 to 1, got 2' },
    { options: { maxBackoffMs: Infinity }, message: 'maxBackoffMs must be at most 2^30, got Infinity' },
  ])('refuses $options', ({ options, message }) => {
    expect(() => retry(options)).toThrow(new RangeError(message));
  });
});

describe('a retry that is reconfigured', () => {
  const failing = (middleware: Retry) =>
    middleware<string, string>(async () => {
      beganAt.push(Date.now());
      throw new CallError('UNAVAILABLE', 'no');
    });

  it('tries as often as it is told from then on', async () => {
    const middleware = retry();
    middleware.reconfigure({ maxAttempts: 1 });
    expect(() => middleware.reconfigure({ maxAttempts: 0 })).toThrow('maxAttempts must be an integer');
    await outcome(failing(middleware)('q', contextFor()));
    expect(beganAt).toHaveLength(1);
    middleware.reconfigure({});
    await outcome(failing(middleware)('q', contextFor()));
    expect(beganAt).toHaveLength(4);
  });

  it('keeps its clock and its chance', async () => {
    const middleware = retry({ clock: () => 1_000, random: () => 0 });
    middleware.reconfigure({});
    await outcome(failing(middleware)('q', contextFor({ deadline: 1_100 })));
    expect(beganAt).toEqual([0, 0, 40]);
  });

  it('keeps what is left of its budget', async () => {
    const middleware = retry({ budget: new RetryBudget({ ratio: 0, minPerSecond: 1 / 60, ttlMs: 60_000 }) });
    await outcome(failing(middleware)('q', contextFor()));
    middleware.reconfigure({ maxAttempts: 5 });
    beganAt = [];
    await outcome(failing(middleware)('q', contextFor()));
    expect(beganAt).toHaveLength(1);
  });
});
