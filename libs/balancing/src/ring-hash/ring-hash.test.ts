import type { Endpoint } from '@flotilla/call';
import { endpoint, endpoints } from '../testing/endpoints';
import { seededRandom } from '../testing/seeded-random';
import { RingHash } from './ring-hash';

const keys = Array.from({ length: 10_000 }, (_, i) => `user-${i}`);

function named(count: number): readonly Endpoint[] {
  return endpoints(...Array.from({ length: count }, (_, i) => `e${i}`));
}

function startWith(ready: readonly Endpoint[]): RingHash {
  const policy = new RingHash(seededRandom(1));
  policy.update(ready);
  return policy;
}

/** Where a key goes while nothing else is on its way. */
function placeOf(policy: RingHash, hashKey: string | undefined, avoid: readonly string[] = []): string {
  const pick = policy.pick({ ...(hashKey === undefined ? {} : { hashKey }), avoid: new Set(avoid) });
  pick?.done({ kind: 'success' });
  return pick?.endpoint.id ?? 'none';
}

function places(policy: RingHash): string[] {
  return keys.map((key) => placeOf(policy, key));
}

function countOf(ids: readonly string[], id: string): number {
  return ids.filter((each) => each === id).length;
}

describe('ring hash', () => {
  it('sends a key where all clients send it, in whatever order they learn of the endpoints', () => {
    const one = startWith(named(20));
    const other = startWith([...named(20)].reverse());
    other.update(named(10));
    other.update(named(20));
    expect(places(one)).toEqual(places(other));
  });

  it.each([3, 10, 100, 2_048])(
    'moves hardly more than 1/n of the keys when one of %d joins or leaves',
    (count) => {
      const policy = startWith(named(count));
      const before = places(policy);
      policy.update(named(count + 1));
      const after = places(policy);
      const moved = after.filter((id, index) => id !== before[index]);
      // While there is room on the ring, keys go to the newcomer only; then a few go from one old endpoint to another.
      const strays = moved.filter((id) => id !== `e${count}`).length;
      expect(strays / keys.length).toBeLessThan(count > 1_024 ? 3 / count : 1e-9);
      expect(moved.length / keys.length).toBeLessThan(1 / count + 0.02);
      expect(moved.length).toBeGreaterThan(0);
      policy.update(named(count));
      expect(places(policy)).toEqual(before);
    },
  );

  it('gives each its share of the keys, with a standard deviation of 6 % and what is due to the keys', () => {
    const found = places(startWith(named(100)));
    const errors = named(100).map(({ id }) => (countOf(found, id) * 100) / keys.length - 1);
    const variance = errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    // A hundred keys each, drawn at random, would vary by a tenth on any ring.
    expect(Math.sqrt(variance - 0.1 ** 2)).toBeLessThan(0.08);
  });

  it('shares keys by weight, and follows a weight that changes', () => {
    const policy = startWith([endpoint('light'), endpoint('heavy', { weight: 3 })]);
    expect(countOf(places(policy), 'heavy') / keys.length).toBeCloseTo(0.75, 1);
    policy.update([endpoint('light'), endpoint('heavy')]);
    expect(countOf(places(policy), 'heavy') / keys.length).toBeCloseTo(0.5, 1);
  });

  describe.each([0.01, 100])('among weights of %d', (weight) => {
    const alike = (count: number): readonly Endpoint[] => named(count).map((each) => ({ ...each, weight }));

    it('shares keys evenly', () => {
      const found = places(startWith(alike(3)));
      for (const { id } of named(3)) expect(countOf(found, id) / keys.length).toBeCloseTo(1 / 3, 1);
    });

    it('moves only the keys that one more gets', () => {
      const policy = startWith(alike(10));
      const before = places(policy);
      policy.update(alike(11));
      const moved = places(policy).filter((id, index) => id !== before[index]);
      expect(new Set(moved)).toEqual(new Set(['e10']));
      expect(moved.length / keys.length).toBeLessThan(1 / 10 + 0.02);
    });
  });

  it('goes anywhere without a key', () => {
    const policy = startWith(named(3));
    const found = Array.from({ length: 3_000 }, () => placeOf(policy, undefined));
    for (const { id } of named(3)) expect(countOf(found, id) / 3_000).toBeCloseTo(1 / 3, 1);
  });

  it('always goes on to the same next endpoint when the first was tried, and stays when all were', () => {
    const policy = startWith(named(3));
    const first = placeOf(policy, 'Ada');
    const second = placeOf(policy, 'Ada', [first]);
    const third = placeOf(policy, 'Ada', [first, second]);
    expect([first, second, third].sort()).toEqual(['e0', 'e1', 'e2']);
    expect(placeOf(policy, 'Ada', [first, second, third])).toBe(first);
    policy.update(named(3).filter(({ id }) => id !== first));
    expect(placeOf(policy, 'Ada')).toBe(second);
  });

  it('never lets one key give an endpoint more than 1.25 times the mean', () => {
    const policy = startWith(named(10));
    const pending: Record<string, number> = {};
    for (let i = 0; i < 1_000; i++) {
      const id = policy.pick({ hashKey: 'Ada' })?.endpoint.id ?? 'none';
      pending[id] = (pending[id] ?? 0) + 1;
    }
    expect(Math.max(...Object.values(pending))).toBeLessThanOrEqual(125);
    expect(Object.keys(pending).length).toBeGreaterThanOrEqual(8);
  });

  it('keeps a few simultaneous calls of a key together', () => {
    const policy = startWith(named(10));
    const found = Array.from({ length: 8 }, () => policy.pick({ hashKey: 'Ada' })?.endpoint.id);
    expect(new Set(found).size).toBe(1);
  });

  it('rather crowds an endpoint than goes to one that was tried', () => {
    const policy = startWith(named(2));
    const first = placeOf(policy, 'Ada');
    const found = Array.from(
      { length: 50 },
      () => policy.pick({ hashKey: 'Ada', avoid: new Set([first]) })?.endpoint.id,
    );
    expect(found).not.toContain(first);
  });

  it('forgets the calls of an endpoint that left once they end', () => {
    const policy = startWith(named(2));
    const picks = Array.from({ length: 40 }, () => policy.pick({ hashKey: 'Ada' }));
    policy.update([]);
    policy.update(named(2));
    for (const pick of picks) pick?.done({ kind: 'failure' });
    const found = Array.from({ length: 40 }, () => policy.pick({ hashKey: 'Ada' })?.endpoint.id ?? 'none');
    for (const { id } of named(2)) expect(countOf(found, id)).toBeGreaterThanOrEqual(15);
  });

  it.each([
    { tried: 1_024, of: 1_024, lookups: 1_024 },
    { tried: 1_023, of: 1_024, lookups: 12_000 },
  ])('looks at few of the points when $tried of $of were tried', ({ tried, of, lookups }) => {
    const policy = startWith(named(of));
    const avoid = new Set(named(tried).map(({ id }) => id));
    const has = jest.spyOn(avoid, 'has');
    for (const context of [{ hashKey: 'Ada' }, {}]) {
      const { id } = policy.pick({ ...context, avoid })?.endpoint ?? {};
      expect(id).toEqual(tried < of ? 'e1023' : expect.any(String));
      expect(has.mock.calls.length).toBeLessThanOrEqual(lookups);
      has.mockClear();
    }
  });

  it('has no pick without endpoints', () => {
    const policy = startWith([]);
    expect(policy.pick({ hashKey: 'Ada' })).toBeUndefined();
    policy.update(named(1));
    policy.update([]);
    expect(policy.pick()).toBeUndefined();
  });
});
