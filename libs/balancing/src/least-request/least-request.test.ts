import { endpoint, endpoints } from '../testing/endpoints';
import { seededRandom } from '../testing/seeded-random';
import { LeastRequest } from './least-request';

function pendingShares(policy: LeastRequest, picks: number): Record<string, number> {
  const pending: Record<string, number> = {};
  for (let i = 0; i < picks; i++) {
    const id = policy.pick()?.endpoint.id ?? 'none';
    pending[id] = (pending[id] ?? 0) + 1 / picks;
  }
  return pending;
}

describe('least request', () => {
  it('keeps away from an endpoint whose calls do not end', () => {
    const policy = new LeastRequest(seededRandom(1));
    policy.update(endpoints('a', 'b'));
    const busy = policy.pick()?.endpoint.id;
    for (let i = 0; i < 20; i++) {
      const pick = policy.pick();
      expect(pick?.endpoint.id).not.toBe(busy);
      pick?.done({ kind: 'success' });
    }
  });

  it.each([{ weights: [1, 1] }, { weights: [1, 3] }])(
    'shares pending calls by weights $weights',
    ({ weights: [a, b] }) => {
      const policy = new LeastRequest(seededRandom(1));
      policy.update([endpoint('a', { weight: a as number }), endpoint('b', { weight: b as number })]);
      expect(pendingShares(policy, 400).a).toBeCloseTo((a as number) / ((a as number) + (b as number)), 2);
    },
  );

  it('shares calls by weight when nothing is pending', () => {
    const policy = new LeastRequest(seededRandom(1));
    policy.update([endpoint('a'), endpoint('b', { weight: 3 })]);
    let light = 0;
    for (let i = 0; i < 4_000; i++) {
      const pick = policy.pick();
      if (pick?.endpoint.id === 'a') light++;
      pick?.done({ kind: 'success' });
    }
    expect(light / 4_000).toBeCloseTo(0.25, 1);
  });

  it('counts a pick down once, however often it is reported', () => {
    const policy = new LeastRequest(seededRandom(1));
    policy.update(endpoints('a', 'b'));
    const pick = policy.pick();
    for (let i = 0; i < 5; i++) pick?.done({ kind: 'cancelled' });
    expect(pendingShares(policy, 100).a).toBeCloseTo(0.5, 2);
  });

  it('keeps the count of an endpoint that stays through an update', () => {
    const policy = new LeastRequest(seededRandom(1));
    policy.update(endpoints('a'));
    for (let i = 0; i < 10; i++) policy.pick();
    policy.update(endpoints('a', 'b'));
    expect(Array.from({ length: 9 }, () => policy.pick()?.endpoint.id)).toEqual(Array(9).fill('b'));
  });

  it('counts nothing that is pending at an endpoint that left against one that comes later', () => {
    const policy = new LeastRequest(seededRandom(1));
    policy.update(endpoints('gone'));
    const pending = Array.from({ length: 50 }, () => policy.pick());
    policy.update([]);
    policy.update(endpoints('a', 'b'));
    expect(pendingShares(policy, 20).a).toBeCloseTo(0.5, 2);
    for (const pick of pending) pick?.done({ kind: 'success' });
    expect(pendingShares(policy, 20).a).toBeCloseTo(0.5, 2);
  });
});
