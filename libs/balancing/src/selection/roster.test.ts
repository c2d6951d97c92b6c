import type { Endpoint } from '@flotilla/call';
import { endpoint, endpoints } from '../testing/endpoints';
import { Roster } from './roster';
import type { Node } from './roster';

const create = (one: Endpoint): Node => ({ endpoint: one });
const ids = (nodes: readonly Node[]): string[] => nodes.map((node) => node.endpoint.id).sort();

describe('Roster', () => {
  it.each([
    { now: ['a', 'b', 'c'], left: [] },
    { now: ['a', 'b', 'c', 'd'], left: [] },
    { now: ['b'], left: ['a', 'c'] },
    { now: ['b', 'd'], left: ['a', 'c'] },
    { now: ['d', 'e', 'f'], left: ['a', 'b', 'c'] },
    { now: [], left: ['a', 'b', 'c'] },
  ])('after a, b, c has $now; $left left', ({ now, left }) => {
    const before = endpoints('a', 'b', 'c');
    const after = now.map((id) => before.find((one) => one.id === id) ?? endpoint(id));
    const roster = new Roster();
    roster.update(before, create);
    expect(ids(roster.update(after, create))).toEqual(left);
    expect(ids(roster.nodes)).toEqual(now);
    expect(after.map((one) => roster.of(one)?.endpoint)).toEqual(after);
  });

  it('makes nodes for newcomers only: another object with the same id and address is the same endpoint', () => {
    const roster = new Roster();
    const [a, b] = endpoints('a', 'b') as [Endpoint, Endpoint];
    roster.update([a, b], create);
    const node = roster.of(a);
    const heavier = endpoint('a', { weight: 2 });
    const made = jest.fn(create);
    expect(roster.update([heavier, b, endpoint('c')], made)).toEqual([]);
    expect(made).toHaveBeenCalledTimes(1);
    expect([roster.of(heavier), roster.of(a)]).toEqual([node, undefined]);
    expect(node?.endpoint).toBe(heavier);
  });
});
