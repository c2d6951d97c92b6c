import { getMaxListeners } from 'node:events';
import { CallError, runWithAmbient } from '@flotilla/call';
import type { CallContext } from '@flotilla/call';
import { contextFor, openStream, watch } from '../testing/contexts';
import { deadline } from './deadline';

let inner: CallContext | undefined;

/** The call under test, around a `next` that notes its context. */
function bounded<S>(answer: () => Promise<S>, timeoutMs = 2_000) {
  return deadline({ timeoutMs })<string, S>((_request, context) => {
    inner = context;
    return answer();
  });
}

const never = (): Promise<string> => new Promise<string>(() => undefined);
const expired = { name: 'CallError', code: 'DEADLINE_EXCEEDED' };
const cancelled = { name: 'CallError', code: 'CANCELLED' };

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  inner = undefined;
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('deadline', () => {
  it('gives the answer, and leaves the signal alone', async () => {
    await expect(bounded(async () => 'hello')('q', contextFor())).resolves.toBe('hello');
    expect(inner?.signal.aborted).toBe(false);
  });

  it.each([
    { name: 'the timeout', own: Infinity, ambient: Infinity, deadlineAt: 2_000 },
    {
      name: 'a deadline of the call that is later than the timeout',
      own: 3_000,
      ambient: Infinity,
      deadlineAt: 3_000,
    },
    { name: 'the deadline of the call', own: 1_500, ambient: Infinity, deadlineAt: 1_500 },
    { name: 'the deadline of the calling call', own: 1_500, ambient: 700, deadlineAt: 700 },
  ])('ends at $name when that is first', async ({ own, ambient, deadlineAt }) => {
    const start = performance.now();
    const { signal } = new AbortController();
    const answer = runWithAmbient({ deadline: start + ambient, signal }, () =>
      bounded(never)('q', contextFor({ deadline: start + own })),
    );
    const failure = expect(answer).rejects.toMatchObject(expired);
    expect(inner?.deadline).toBeCloseTo(start + deadlineAt, 3);
    await jest.advanceTimersByTimeAsync(deadlineAt - 1);
    expect(inner?.signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(2);
    await failure;
    expect(inner?.signal.reason).toMatchObject(expired);
  });

  it('refuses at once when no time is left', async () => {
    const call = bounded(never)('q', contextFor({ deadline: performance.now() - 1 }));
    await expect(call).rejects.toMatchObject(expired);
    expect(inner).toBeUndefined();
  });

  it('refuses at once when the caller has left', async () => {
    await expect(bounded(never)('q', contextFor({ signal: AbortSignal.abort() }))).rejects.toMatchObject(
      cancelled,
    );
    expect(inner).toBeUndefined();
  });

  it.each(['caller', 'ambient'])('ends when the signal of the %s aborts', async (who) => {
    const controllers = { caller: new AbortController(), ambient: new AbortController() };
    const answer = runWithAmbient({ deadline: Infinity, signal: controllers.ambient.signal }, () =>
      bounded(never)('q', contextFor({ signal: controllers.caller.signal })),
    );
    controllers[who as 'caller' | 'ambient'].abort('enough');
    await expect(answer).rejects.toMatchObject({ ...cancelled, cause: 'enough' });
    expect(inner?.signal.aborted).toBe(true);
  });

  it('reports the deadline of an enclosing call that ended it, not a cancellation', async () => {
    const outer = new AbortController();
    const answer = bounded(never)('q', contextFor({ signal: outer.signal }));
    outer.abort(new CallError('DEADLINE_EXCEEDED', 'outer'));
    await expect(answer).rejects.toMatchObject({ ...expired, message: 'outer' });
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('broken'))],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
  ])('passes on the error of a call that %s', async (_how, answer) => {
    await expect(bounded(answer)('q', contextFor())).rejects.toThrow('broken');
  });

  it('listens to a shared signal only as long as calls last', async () => {
    const { signal } = new AbortController();
    const added = jest.spyOn(signal, 'addEventListener');
    const removed = jest.spyOn(signal, 'removeEventListener');
    await Promise.all(
      Array.from({ length: 50 }, () => bounded(async () => 'hello')('q', contextFor({ signal }))),
    );
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
    expect(getMaxListeners(signal)).toBe(Infinity);
  });

  it.each([{ timeoutMs: 0 }, { timeoutMs: NaN }, { timeoutMs: 2 ** 31 }])(
    'refuses the options %j',
    (options) => {
      expect(() => deadline(options)).toThrow(
        new RangeError(`timeoutMs must be above 0 and at most 2^30, got ${options.timeoutMs}`),
      );
    },
  );

  describe('that trusts what is inside', () => {
    const trusting = deadline({ trustNext: true })<string, string>((_request, context) => {
      inner = context;
      return Promise.resolve('hello');
    });

    it('tells it of the deadline and the signal, and makes neither a timer nor a signal', async () => {
      const { signal } = new AbortController();
      const start = performance.now();
      const answer = trusting('q', contextFor({ signal }));
      expect(jest.getTimerCount()).toBe(0);
      expect(inner).toMatchObject({ deadline: start + 2_000, signal });
      await answer;
    });

    it('still joins the signals of the caller and of the calling call', async () => {
      const [caller, ambient] = [new AbortController(), new AbortController()];
      const answer = runWithAmbient({ deadline: Infinity, signal: ambient.signal }, () =>
        trusting('q', contextFor({ signal: caller.signal })),
      );
      ambient.abort();
      await expect(answer).rejects.toMatchObject(cancelled);
      expect(inner?.signal.aborted).toBe(true);
    });

    it('still refuses at once when no time is left', async () => {
      const answer = trusting('q', contextFor({ deadline: performance.now() - 1 }));
      await expect(answer).rejects.toMatchObject(expired);
      expect(inner).toBeUndefined();
    });
  });

  describe('of a stream', () => {
    const context = (): CallContext => contextFor({ method: watch, deadline: performance.now() + 2_000 });

    it('has no limit unless its caller sets one', async () => {
      const { stream, end } = openStream();
      await bounded(async () => stream)('q', contextFor({ method: watch }));
      await jest.advanceTimersByTimeAsync(3_600_000);
      expect(inner?.signal.aborted).toBe(false);
      end();
      await stream.ended;
    });

    it('covers it to its end', async () => {
      const { stream, end } = openStream();
      await expect(bounded(async () => stream)('q', context())).resolves.toBe(stream);
      await jest.advanceTimersByTimeAsync(1_999);
      expect(inner?.signal.aborted).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      expect(inner?.signal.reason).toMatchObject(expired);
      end();
    });

    it.each(['ends', 'fails'])('is over when it %s', async (how) => {
      const { stream, end, fail } = openStream();
      await bounded(async () => stream)('q', context());
      if (how === 'ends') end();
      else fail(new Error('broken'));
      await jest.advanceTimersByTimeAsync(3_000);
      expect(inner?.signal.aborted).toBe(false);
    });

    it('is cancelled with its caller', async () => {
      const caller = new AbortController();
      const { stream } = openStream();
      await bounded(async () => stream)('q', contextFor({ method: watch, signal: caller.signal }));
      caller.abort();
      expect(inner?.signal.reason).toMatchObject(cancelled);
    });
  });
});

it('bounds the calls that begin after it was reconfigured by the new timeout', async () => {
  const middleware = deadline({ timeoutMs: 2_000 });
  const call = middleware<string, string>(never);
  middleware.reconfigure({ timeoutMs: 300 });
  expect(() => middleware.reconfigure({ timeoutMs: 0 })).toThrow('timeoutMs must be above 0');
  const failure = expect(call('q', contextFor())).rejects.toMatchObject(expired);
  await jest.advanceTimersByTimeAsync(300);
  await failure;
});
