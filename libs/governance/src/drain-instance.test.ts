import { drainInstance, undrainInstance } from './drain-instance';
import { parsePolicy } from './parse-policy';
import type { Policy } from './policy';

const retry = { maxAttempts: 2 };

it.each<[string, (policy: Policy) => Policy, Policy, Policy]>([
  ['drains the first', (it) => drainInstance(it, 'a-1'), { retry }, { retry, drained: ['a-1'] }],
  [
    'drains another',
    (it) => drainInstance(it, 'a-2'),
    { retry, drained: ['a-1'] },
    { retry, drained: ['a-1', 'a-2'] },
  ],
  [
    'undrains one, however often it is named',
    (it) => undrainInstance(it, 'a-1'),
    { retry, drained: ['a-1', 'a-2', 'a-1'] },
    { retry, drained: ['a-2'] },
  ],
  ['undrains the last', (it) => undrainInstance(it, 'a-1'), { retry, drained: ['a-1'] }, { retry }],
])('%s', (_what, change, before, after) => {
  const changed = change(before);
  expect(changed).toStrictEqual(after);
  expect(Object.isFrozen(changed)).toBe(true);
});

it('gives the same policy when there is nothing to change', () => {
  const policy = parsePolicy('{"drained":["a-1"]}');
  expect(drainInstance(policy, 'a-1')).toBe(policy);
  expect(undrainInstance(policy, 'a-2')).toBe(policy);
});

it.each([
  ['what is no id', {}, 'a b', 'drained.0 must be the id of an instance, got "a b"'],
  [
    'one too many',
    { drained: Array.from({ length: 1_000 }, (_, index) => `a-${index}`) },
    'b',
    'drained must name at most 1000 instances',
  ],
])('refuses to drain %s', (_what, policy, id, message) => {
  expect(() => drainInstance(policy, id)).toThrow(message);
});
