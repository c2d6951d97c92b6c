import { once } from 'node:events';
import { CallError } from '@flotilla/call';
import { attemptTimeout } from '../attempt-timeout/attempt-timeout';
import { circuitBreaker } from '../circuit-breaker/circuit-breaker';
import { deadline } from '../deadline/deadline';
import { retry } from '../retry/retry';
import { pipeline } from './pipeline';

const quick = { backoffMs: 0, maxBackoffMs: 0 };

/** Fails so many times, then answers. */
function failing(times: number, error: unknown = new TypeError('socket hang up')) {
  let calls = 0;
  return {
    calls: () => calls,
    fn: (name: string): Promise<string> => {
      calls += 1;
      return calls <= times ? Promise.reject(error) : Promise.resolve(`hello ${name}`);
    },
  };
}

describe('pipeline', () => {
  it('puts policies around a plain function', async () => {
    const { fn, calls } = failing(2);
    await expect(pipeline(deadline(), retry(quick), attemptTimeout())(fn)('ann')).resolves.toBe('hello ann');
    expect(calls()).toBe(3);
  });

  it('rejects with the error of the function itself', async () => {
    const error = new TypeError('socket hang up');
    await expect(pipeline(retry(quick))(failing(9, error).fn)('ann')).rejects.toBe(error);
  });

  it('does not run a function again that is not idempotent', async () => {
    const { fn, calls } = failing(1);
    const guarded = pipeline(retry(quick))(fn, { idempotent: false });
    await expect(guarded('ann')).rejects.toThrow('socket hang up');
    expect(calls()).toBe(1);
  });

  it('judges an error by the code that it is given', async () => {
    const { fn, calls } = failing(1);
    await expect(pipeline(retry(quick))(fn, { codeOf: () => 'NOT_FOUND' })('ann')).rejects.toThrow(TypeError);
    expect(calls()).toBe(1);
  });

  it("ends at the caller's timeout, and tells the function", async () => {
    let told: AbortSignal | undefined;
    const guarded = pipeline(deadline())((_: string, { signal }) => {
      told = signal;
      return new Promise<never>(() => undefined);
    });
    await expect(guarded('ann', { timeoutMs: 1 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(told?.aborted).toBe(true);
  });

  it("ends at the caller's signal", async () => {
    const controller = new AbortController();
    const call = pipeline(deadline())(() => new Promise<never>(() => undefined))('ann', controller);
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('does not open the circuit of what its callers abort', async () => {
    const breaker = circuitBreaker({ minCalls: 1 });
    const controller = new AbortController();
    const guarded = pipeline(breaker)(
      (_: string, { signal }) => once(new EventTarget(), 'never', { signal }),
      { name: 'fetch' },
    );
    const call = guarded('ann', controller);
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(breaker.states().get('fetch')).toBe('closed');
  });

  it.each([
    [deadline(), NaN, 'timeoutMs must be above 0, got NaN'],
    [deadline(), 0, 'timeoutMs must be above 0, got 0'],
    [retry(), 5, 'timeoutMs must be left out where no deadline() stands in the pipeline, got 5'],
  ])('refuses a timeout that would not be obeyed', async (policy, timeoutMs, message) => {
    const guarded = pipeline(policy)(failing(0).fn);
    await expect(async () => guarded('ann', { timeoutMs })).rejects.toThrow(new RangeError(message));
  });

  it('leaves a CallError as it is', async () => {
    const error = new CallError('NOT_FOUND', 'no such user');
    await expect(pipeline(retry())(failing(1, error).fn)('ann')).rejects.toBe(error);
  });
});

describe('the order of a pipeline', () => {
  it.each([
    [[retry(), deadline()], 'deadline must stand outside of retry: put it before'],
    [[attemptTimeout(), retry()], 'retry must stand outside of attempt_timeout: put it before'],
    [[retry(), retry()], 'retry stands twice in the pipeline: leave one out'],
  ])('is checked', (policies, message) => {
    expect(() => pipeline(...policies)).toThrow(new RegExp(`^${message}`));
  });

  it('lets middleware of your own stand anywhere', () => {
    expect(() => pipeline(retry(), (next) => next, attemptTimeout())).not.toThrow();
  });
});
