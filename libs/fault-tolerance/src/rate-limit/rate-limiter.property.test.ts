import fc from 'fast-check';
import { RateLimiter } from './rate-limiter';

const options = fc.record({
  perSecond: fc.double({ min: 0.1, max: 1_000, noNaN: true }),
  burst: fc.double({ min: 1, max: 50, noNaN: true }),
  maxKeys: fc.integer({ min: 1, max: 6 }),
});
const step = fc.record({
  passMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 500, noNaN: true })),
  key: fc.constantFrom('a', 'b', 'c', 'd', undefined),
});

describe('rate limiter, for every sequence', () => {
  it('grants a key at most its burst and its rate, in any time', () => {
    fc.assert(
      fc.property(options, fc.array(step, { maxLength: 200 }), ({ perSecond, burst }, steps) => {
        let now = 0;
        const limiter = new RateLimiter({ perSecond, burst, clock: () => now });
        const grants = new Map<string | undefined, number[]>();
        for (const { passMs, key } of steps) {
          now += passMs;
          if (limiter.take(key).ok) grants.set(key, [...(grants.get(key) ?? []), now]);
        }
        for (const times of grants.values()) expect(worstExcess(times, perSecond)).toBeLessThan(burst + 1e-6);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('remembers no more keys than it may, and grants after the wait that it names', () => {
    fc.assert(
      fc.property(options, fc.array(step, { maxLength: 100 }), ({ perSecond, burst, maxKeys }, steps) => {
        let now = 0;
        const limiter = new RateLimiter({ perSecond, burst, maxKeys, clock: () => now });
        for (const { passMs, key } of steps) {
          now += passMs;
          const taken = limiter.take(key);
          expect(limiter.keys).toBeLessThanOrEqual(maxKeys);
          if (taken.ok) continue;
          expect(taken.waitMs).toBeGreaterThan(0);
          now += taken.waitMs;
          expect(limiter.take(key).ok).toBe(true);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

/** The most that was granted above the rate, between any grant and any later one. */
function worstExcess(times: readonly number[], perSecond: number): number {
  let worst = 0;
  let excess = 0;
  let before = times[0] ?? 0;
  for (const at of times) {
    excess = Math.max(excess - ((at - before) / 1_000) * perSecond, 0) + 1;
    worst = Math.max(worst, excess);
    before = at;
  }
  return worst;
}
