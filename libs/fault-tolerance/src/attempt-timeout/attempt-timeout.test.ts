import type { CallContext } from '@flotilla/call';
import { contextFor, openStream, watch } from '../testing/contexts';
import { attemptTimeout } from './attempt-timeout';

let inner: CallContext | undefined;

function attempt<S>(answer: () => Promise<S>, context: CallContext): Promise<S> {
  return attemptTimeout()<string, S>((_request, given) => {
    inner = given;
    return answer();
  })('q', context);
}

const never = (): Promise<string> => new Promise<string>(() => undefined);

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

describe('attempt timeout', () => {
  it.each([
    { leftMs: Infinity, endsAfter: 1_000 },
    { leftMs: 400, endsAfter: 400 },
  ])('ends an attempt of a call with $leftMs ms left after $endsAfter ms', async ({ leftMs, endsAfter }) => {
    const caller = new AbortController();
    const start = performance.now();
    const answer = attempt(never, contextFor({ deadline: start + leftMs, signal: caller.signal }));
    const failure = expect(answer).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(inner?.deadline).toBeCloseTo(start + endsAfter, 3);
    await jest.advanceTimersByTimeAsync(endsAfter + 1);
    await failure;
    expect(inner?.signal.aborted).toBe(true);
    expect(caller.signal.aborted).toBe(false);
  });

  it('bounds the headers of a stream, not the stream', async () => {
    const { stream } = openStream();
    const context = contextFor({ method: watch, deadline: performance.now() + 10_000 });
    await attempt(async () => stream, context);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(inner?.signal.aborted).toBe(false);
    expect(inner?.deadline).toBe(context.deadline);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives up on a stream whose headers do not come', async () => {
    const failure = expect(attempt(never, contextFor({ method: watch }))).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
    await jest.advanceTimersByTimeAsync(1_000);
    await failure;
  });

  it('cancels an open stream with its caller', async () => {
    const caller = new AbortController();
    await attempt(async () => openStream().stream, contextFor({ method: watch, signal: caller.signal }));
    caller.abort();
    expect(inner?.signal.aborted).toBe(true);
  });
});

it('bounds the attempts that begin after it was reconfigured by the new timeout', async () => {
  const middleware = attemptTimeout();
  const call = middleware<string, string>(never);
  middleware.reconfigure({ timeoutMs: 50 });
  expect(() => middleware.reconfigure({ timeoutMs: NaN })).toThrow('timeoutMs must be above 0');
  const failure = expect(call('q', contextFor())).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  await jest.advanceTimersByTimeAsync(50);
  await failure;
});
