import { contextFor, openStream, watch } from '../testing/contexts';
import { contexts, create, outcome, run, setUpHedging, slow } from '../testing/hedging-fixture';

setUpHedging();

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
