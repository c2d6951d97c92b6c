import { endpoints } from '../testing/endpoints';
import { seededRandom } from '../testing/seeded-random';
import { betterOfTwo } from './two-choices';

const nodes = endpoints('a', 'b', 'c', 'd').map((endpoint) => ({ endpoint }));
const takeFirst = <N>(first: N): N => first;

function counts(avoid?: ReadonlySet<string>): Record<string, number> {
  const random = seededRandom(1);
  const counted: Record<string, number> = {};
  for (let i = 0; i < 4_000; i++) {
    const id = betterOfTwo(nodes, avoid, random, takeFirst)?.endpoint.id ?? 'none';
    counted[id] = (counted[id] ?? 0) + 1;
  }
  return counted;
}

describe('better of two', () => {
  it('draws every node equally often', () => {
    for (const count of Object.values(counts())) expect(count / 1_000).toBeCloseTo(1, 1);
  });

  it('offers two different nodes', () => {
    const random = seededRandom(1);
    for (let i = 0; i < 1_000; i++) {
      betterOfTwo(nodes, undefined, random, (a, b) => {
        expect(a).not.toBe(b);
        return a;
      });
    }
  });

  it.each([
    { avoid: ['a'], drawn: ['b', 'c', 'd'] },
    { avoid: ['a', 'b', 'c'], drawn: ['d'] },
    { avoid: ['a', 'b', 'c', 'd'], drawn: ['a', 'b', 'c', 'd'] },
  ])('draws $drawn when it is to avoid $avoid', ({ avoid, drawn }) => {
    expect(Object.keys(counts(new Set(avoid))).sort()).toEqual(drawn);
  });

  it('finds the one node that is left among 10,000', () => {
    const many = endpoints(...Array.from({ length: 10_000 }, (_, i) => `e${i}`)).map((endpoint) => ({
      endpoint,
    }));
    const avoid = new Set(many.map((node) => node.endpoint.id));
    avoid.delete('e7');
    expect(betterOfTwo(many, avoid, seededRandom(1), takeFirst)?.endpoint.id).toBe('e7');
  });

  it('finds nothing in nothing', () => {
    expect(betterOfTwo([], undefined, Math.random, takeFirst)).toBeUndefined();
  });
});
