import { CallError } from '@flotilla/call';
import type { CallContext, Code } from '@flotilla/call';
import { contextFor, watch } from '../testing/contexts';
import { around, events, unavailable, setUpFallback } from '../testing/fallback-fixture';
import { fallback } from './fallback';
import type { FallbackOptions } from './options';

/** What a call answers that fails inside. */
function failing(options: FallbackOptions, context = contextFor(), error: unknown = unavailable) {
  return around(options)<string, unknown>(() => Promise.reject(error))('q', context);
}

setUpFallback();

it('does not disturb a call that succeeds', async () => {
  const answer = Promise.resolve('hello');
  await expect(around({ value: 'x' })(() => answer)('q', contextFor())).resolves.toBe('hello');
  expect(events).toEqual([]);
});

it.each<[string, FallbackOptions]>([
  ['a value', { value: 'spare' }],
  ['what a function answers', { call: () => 'spare' }],
  ['what a function promises', { call: async () => 'spare' }],
])('answers with %s, and says so', async (_what, options) => {
  const context = contextFor();
  await expect(failing(options, context)).resolves.toBe('spare');
  expect(events).toEqual([{ type: 'fallback', context, error: unavailable }]);
});

it('stands in for a call that throws at once', async () => {
  const call = around({ value: 'spare' })<string, string>(() => {
    throw unavailable;
  });
  await expect(call('q', contextFor())).resolves.toBe('spare');
});

it('answers with undefined when that is the value', async () => {
  await expect(failing({ value: undefined })).resolves.toBeUndefined();
});

it('tells the function what failed', async () => {
  const call = jest.fn((request: unknown, { method }: CallContext, { code }: CallError) =>
    [request, method.name, code].join(' '),
  );
  await expect(failing({ call })).resolves.toBe('q Get UNAVAILABLE');
});

it.each<[Exclude<Code, 'OK'>, boolean]>([
  ['UNAVAILABLE', true],
  ['DEADLINE_EXCEEDED', true],
  ['RESOURCE_EXHAUSTED', true],
  ['INTERNAL', true],
  ['UNKNOWN', true],
  ['INVALID_ARGUMENT', false],
  ['NOT_FOUND', false],
  ['ABORTED', false],
  ['CANCELLED', false],
])('stands in after %s: %s', async (code, standsIn) => {
  const error = new CallError(code, 'no');
  const answer = failing({ value: 'spare' }, contextFor(), error);
  await (standsIn ? expect(answer).resolves.toBe('spare') : expect(answer).rejects.toBe(error));
});

it('takes an error that is no CallError for UNKNOWN, and gives it as it is otherwise', async () => {
  const bug = new TypeError('a bug');
  await expect(failing({ value: 'spare' }, contextFor(), bug)).resolves.toBe('spare');
  await expect(failing({ value: 'spare', when: () => false }, contextFor(), bug)).rejects.toBe(bug);
});

it('stands in when it is asked to, but never for a caller who left', async () => {
  const options = { value: 'spare', when: () => true };
  const [missing, left] = [new CallError('NOT_FOUND', 'no'), new CallError('CANCELLED', 'left')];
  await expect(failing(options, contextFor(), missing)).resolves.toBe('spare');
  await expect(failing(options, contextFor(), left)).rejects.toBe(left);
});

it('leaves streams alone', async () => {
  await expect(failing({ value: 'spare' }, contextFor({ method: watch }))).rejects.toBe(unavailable);
});

it.each<[string, Partial<Record<'call' | 'when', () => never>>]>([
  ['the function', { call: fail }],
  ['the condition', { call: () => 'spare' as never, when: fail }],
])('gives the error of the call when %s fails', async (_what, options) => {
  await expect(failing(options as FallbackOptions)).rejects.toBe(unavailable);
  expect(events).toMatchObject([{ type: 'fallback_failed', error: new Error('no spare') }]);
});

function fail(): never {
  throw new Error('no spare');
}

it('does not wait for ever for the function', async () => {
  jest.useFakeTimers();
  let inner: CallContext | undefined;
  const call = (_request: unknown, context: CallContext) => {
    inner = context;
    return new Promise(() => undefined);
  };
  const refused = expect(failing({ call, timeoutMs: 200 })).rejects.toBe(unavailable);
  await jest.advanceTimersByTimeAsync(200);
  await refused;
  expect(inner?.signal.aborted).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

it.each<[object, string]>([
  [{}, 'fallback needs exactly one of value, call and lastGoodMs, got none'],
  [
    { value: 1, lastGoodMs: 5 },
    'fallback needs exactly one of value, call and lastGoodMs, got value, lastGoodMs',
  ],
  [{ lastGoodMs: -1 }, 'lastGoodMs must be at least 0, got -1'],
  [{ lastGoodMs: 1, maxKept: 0 }, 'maxKept must be an integer of at least 1, got 0'],
  [{ call: fail, timeoutMs: 0 }, 'timeoutMs must be above 0 and at most 2^30, got 0'],
])('refuses %j', (options, message) => {
  expect(() => fallback(options as FallbackOptions)).toThrow(new RangeError(message));
});

it('refuses an age for what has none, and can be turned off', async () => {
  const middleware = fallback({ value: 'spare' });
  expect(() => middleware.reconfigure({ lastGoodMs: 5 })).toThrow(
    'lastGoodMs must be left out of a fallback with value or call, got 5',
  );
  const call = middleware<string, string>(() => Promise.reject(unavailable));
  middleware.reconfigure({ enabled: false });
  await expect(call('q', contextFor())).rejects.toBe(unavailable);
  middleware.reconfigure({});
  await expect(call('q', contextFor())).resolves.toBe('spare');
});
