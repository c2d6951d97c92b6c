import type { Endpoint } from '@flotilla/call';
import { endpoint, endpoints } from '../testing/endpoints';
import { WeightedRoundRobin } from './weighted-round-robin';

const light = endpoint('light');
const heavy = endpoint('heavy', { weight: 3 });

function startWith(...ready: readonly Endpoint[]): WeightedRoundRobin {
  const policy = new WeightedRoundRobin(() => 0.4);
  policy.update(ready);
  return policy;
}

function counts(policy: WeightedRoundRobin, picks: number, avoid?: readonly string[]): object {
  const counted: Record<string, number> = {};
  for (let i = 0; i < picks; i++) {
    const id = policy.pick(avoid && { avoid: new Set(avoid) })?.endpoint.id ?? 'none';
    counted[id] = (counted[id] ?? 0) + 1;
  }
  return counted;
}

describe('weighted round robin', () => {
  it('gives a weight of 3 three turns in four', () => {
    const { light: few, heavy: many } = counts(startWith(light, heavy), 87_380) as Record<string, number>;
    expect([few, many]).toEqual([21_845, 65_535]);
  });

  it.each([
    { avoid: ['a'], expected: ['b', 'c'] },
    { avoid: ['a', 'b'], expected: ['c'] },
    { avoid: ['a', 'b', 'c'], expected: ['a', 'b', 'c'] },
  ])('picks $expected when it is to avoid $avoid', ({ avoid, expected }) => {
    expect(Object.keys(counts(startWith(...endpoints('a', 'b', 'c')), 30, avoid)).sort()).toEqual(expected);
  });

  it('shares the turns of one that is to be avoided among all others', () => {
    expect(counts(startWith(...endpoints('a', 'b', 'c')), 300, ['b'])).toEqual({ a: 150, c: 150 });
  });

  it('finds the light one at once when it is to avoid the heavy one', () => {
    const policy = startWith(endpoint('light', { weight: 0.001 }), heavy);
    expect(counts(policy, 100, ['heavy'])).toEqual({ light: 100 });
  });

  it('follows a weight that changes', () => {
    const policy = startWith(light, heavy);
    policy.update([light, endpoint('heavy', { weight: 1 })]);
    expect(counts(policy, 100)).toEqual({ light: 50, heavy: 50 });
  });

  it('picks nothing from nothing, and picks again once there is something', () => {
    const policy = startWith(light);
    policy.update([]);
    expect(policy.pick()).toBeUndefined();
    policy.update([heavy]);
    expect(policy.pick()?.endpoint).toBe(heavy);
  });
});
