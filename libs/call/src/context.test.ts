import { attemptOf, neverAborted, withChanges } from './context';
import type { Attempt, CallContext } from './context';
import { toMethod } from './method';
import { service, unary } from './testing/definition';

function contextWith(overrides: Partial<CallContext>): CallContext {
  const method = toMethod({ ...service, methods: {} }, unary);
  return { method, deadline: Infinity, signal: neverAborted, metadata: {}, attempts: [], ...overrides };
}

const earlier: Attempt = { number: 1, reason: 'first', sent: true, code: 'UNAVAILABLE' };

it('is the attempt that the context belongs to', () => {
  const context = contextWith({ attempt: earlier, attempts: [earlier] });
  expect(attemptOf(context)).toBe(earlier);
  expect(context.attempts).toEqual([earlier]);
});

it.each([
  { attempts: [], number: 1 },
  { attempts: [earlier], number: 2 },
])('is a new one, number $number, above retry and hedging', ({ attempts, number }) => {
  const context = contextWith({ attempts: [...attempts] });
  const attempt = attemptOf(context);
  expect(attempt).toEqual({ number, reason: 'first', sent: false });
  expect(context.attempts).toEqual([...attempts, attempt]);
});

it('has the changes that middleware makes, and all the rest as it was', () => {
  const { signal } = new AbortController();
  const trace = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };
  const context = contextWith({ hashKey: 'ada', trace, attempt: earlier, attempts: [earlier] });
  const changes = { deadline: 5, signal, metadata: { a: 'b' } };
  expect(withChanges(context, changes)).toEqual({ ...context, ...changes });
  expect(withChanges(context, { attempt: { ...earlier, number: 2 } })).toMatchObject({
    hashKey: 'ada',
    trace,
    attempt: { number: 2 },
  });
  expect(withChanges(context, {}).attempts).toBe(context.attempts);
});
