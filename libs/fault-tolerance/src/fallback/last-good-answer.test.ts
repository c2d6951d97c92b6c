import { toMethod } from '@flotilla/call';
import { add, contextFor, watch } from '../testing/contexts';
import { around, events, unavailable, setUpFallback } from '../testing/fallback-fixture';
import type { FallbackOptions } from './options';

setUpFallback();

describe('to the last good answer', () => {
  const text = {
    encode: (message: string) => ({ finish: () => Buffer.from(message) }),
    decode: (bytes: Uint8Array) => String(bytes),
  };
  const method = toMethod(
    { name: 'Quotes', fullName: 'test.Quotes', methods: {} },
    {
      name: 'Find',
      requestType: text,
      requestStream: false,
      responseType: text,
      responseStream: false,
      options: { idempotencyLevel: 'IDEMPOTENT' },
    },
  );
  const context = contextFor({ method });
  let isDown: boolean;
  let nowMs: number;

  const answering = (options: Partial<FallbackOptions> = {}) => {
    const middleware = around({ lastGoodMs: 100, clock: () => nowMs, ...options });
    const call = middleware<string, string>(async (request) => {
      if (isDown) throw unavailable;
      return `${request} at ${nowMs}`;
    });
    return { call, middleware };
  };

  beforeEach(() => {
    isDown = false;
    nowMs = 0;
  });

  it.each([
    { request: 'a', answer: 'a at 0', afterMs: 100 },
    { request: 'a', answer: undefined, afterMs: 101 },
    { request: 'b', answer: undefined, afterMs: 0 },
  ])('answers $request with $answer $afterMs ms later', async ({ request, answer, afterMs }) => {
    const { call } = answering();
    await call('a', context);
    isDown = true;
    nowMs = afterMs;
    const again = call(request, context);
    await (answer ? expect(again).resolves.toBe(answer) : expect(again).rejects.toBe(unavailable));
  });

  it('gives nobody the answer of a call with metadata, which may say who asked', async () => {
    const { call } = answering();
    const asking = (who: string) => call('a', { ...context, metadata: { authorization: who } });
    await asking('alice');
    isDown = true;
    await expect(asking('bob')).rejects.toBe(unavailable);
    await expect(call('a', context)).rejects.toBe(unavailable);
  });

  it('keeps the answers of each method apart', async () => {
    const { call } = answering();
    await call('a', context);
    isDown = true;
    const other = contextFor({ method: { ...method, fullName: 'test.Quotes/Other' } });
    await expect(call('a', other)).rejects.toBe(unavailable);
  });

  it.each([
    { bytes: 1_024, isKept: true },
    { bytes: 1_025, isKept: false },
  ])('keeps the answer to a request of $bytes bytes: $isKept', async ({ bytes, isKept }) => {
    const { call } = answering();
    const request = 'x'.repeat(bytes);
    await call(request, context);
    isDown = true;
    await expect(call(request, context).then(Boolean, () => false)).resolves.toBe(isKept);
  });

  it.each([
    ['what is not idempotent', add, 100],
    ['streams', watch, 100],
    ['anything when no answer is good for any time', method, 0],
  ])('keeps nothing of %s', async (_what, other, lastGoodMs) => {
    const keyOf = jest.fn(() => 'k');
    await answering({ keyOf, lastGoodMs }).call('a', contextFor({ method: other }));
    expect(keyOf).not.toHaveBeenCalled();
  });

  it('knows requests by a key of its own', async () => {
    const { call } = answering({ keyOf: (_request, { metadata }) => metadata.caller });
    await call('a', contextFor({ method, metadata: { caller: 'x' } }));
    isDown = true;
    await expect(call('b', contextFor({ method, metadata: { caller: 'x' } }))).resolves.toBe('a at 0');
    await expect(call('a', contextFor({ method, metadata: { caller: 'y' } }))).rejects.toBe(unavailable);
    await expect(call('a', context)).rejects.toBe(unavailable);
  });

  it('does not fail a good call whose key cannot be made, and says so', async () => {
    const fail = (): never => {
      throw new Error('no spare');
    };
    const { call } = answering({ keyOf: fail });
    await expect(call('a', context)).resolves.toBe('a at 0');
    expect(events).toMatchObject([{ type: 'fallback_failed', error: new Error('no spare') }]);
  });

  it('keeps its answers when it is reconfigured', async () => {
    const { call, middleware } = answering();
    await call('a', context);
    isDown = true;
    nowMs = 150;
    middleware.reconfigure({ lastGoodMs: 150 });
    await expect(call('a', context)).resolves.toBe('a at 0');
    expect(() => middleware.reconfigure({ lastGoodMs: NaN })).toThrow('lastGoodMs must be at least 0');
    middleware.reconfigure({});
    await expect(call('a', context)).rejects.toBe(unavailable);
    nowMs = 100;
    await expect(call('a', context)).resolves.toBe('a at 0');
  });

  it.each([
    ['turned off', { enabled: false }],
    ['good for no time', { lastGoodMs: 0 }],
  ])('lets go of its answers, also of those under way, when it is %s', async (_what, off) => {
    const { call, middleware } = answering();
    await call('a', context);
    const underWay = call('b', context);
    middleware.reconfigure(off);
    await underWay;
    isDown = true;
    middleware.reconfigure({});
    await expect(call('a', context)).rejects.toBe(unavailable);
    await expect(call('b', context)).rejects.toBe(unavailable);
  });
});
