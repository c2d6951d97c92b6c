import { endpoints } from '../testing/endpoints';
import { RoundRobin } from './round-robin';

const start = 0.5;

function ids(policy: RoundRobin, picks: number, avoid?: ReadonlySet<string>): string[] {
  return Array.from({ length: picks }, () => policy.pick(avoid && { avoid })?.endpoint.id ?? 'none');
}

describe('round robin', () => {
  it('gives each endpoint its turn, from a random start', () => {
    const policy = new RoundRobin(() => start);
    policy.update(endpoints('a', 'b', 'c'));
    expect(ids(policy, 6)).toEqual(['b', 'c', 'a', 'b', 'c', 'a']);
  });

  it('goes on from where it was after an update', () => {
    const policy = new RoundRobin(() => 0);
    policy.update(endpoints('a', 'b', 'c'));
    ids(policy, 2);
    policy.update(endpoints('a', 'b', 'c', 'd'));
    expect(ids(policy, 3)).toEqual(['c', 'd', 'a']);
  });

  it.each([
    { avoid: ['b'], expected: ['c', 'a', 'c'] },
    { avoid: ['a', 'c'], expected: ['b', 'b', 'b'] },
    { avoid: ['a', 'b', 'c'], expected: ['b', 'c', 'a'] },
  ])('avoids $avoid while there is another', ({ avoid, expected }) => {
    const policy = new RoundRobin(() => start);
    policy.update(endpoints('a', 'b', 'c'));
    expect(ids(policy, 3, new Set(avoid))).toEqual(expected);
  });

  it('picks nothing from nothing, and picks again once there is something', () => {
    const policy = new RoundRobin(() => start);
    expect(policy.pick()).toBeUndefined();
    policy.update(endpoints('a'));
    policy.update([]);
    expect(policy.pick()).toBeUndefined();
    policy.update(endpoints('a'));
    expect(policy.pick()?.endpoint.id).toBe('a');
  });
});
