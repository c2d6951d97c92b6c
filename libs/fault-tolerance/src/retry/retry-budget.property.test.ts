import fc from 'fast-check';
import { RetryBudget } from './retry-budget';

const ttlMs = 10_000;
const tenths = 10;

const step = fc.record({
  passMs: fc.constantFrom(0, 0, 0, 50, 999, 3_000, 30_000),
  calls: fc.nat(30),
  wanted: fc.nat(30),
});

/** How much was counted in `tenths` of the window that end with `last`. */
function sum(counts: ReadonlyMap<number, number>, last: number): number {
  let total = 0;
  for (let tenth = last - tenths + 1; tenth <= last; tenth++) total += counts.get(tenth) ?? 0;
  return total;
}

it('grants no more retries than its bound, in any ten tenths that end with one, for every sequence', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      fc.array(step, { minLength: 1, maxLength: 100 }),
      (ratio, minPerSecond, steps) => {
        let now = 5_000;
        const budget = new RetryBudget({ ratio, minPerSecond, ttlMs, clock: () => now });
        const calls = new Map<number, number>();
        const retries = new Map<number, number>();
        const add = (counts: Map<number, number>, tenth: number): unknown =>
          counts.set(tenth, (counts.get(tenth) ?? 0) + 1);
        for (const { passMs, calls: made, wanted } of steps) {
          now += passMs;
          const tenth = Math.floor(now / (ttlMs / tenths));
          for (let call = 0; call < made; call++) {
            budget.deposit();
            add(calls, tenth);
          }
          for (let retry = 0; retry < wanted && budget.withdraw(); retry++) {
            add(retries, tenth);
            const bound = ratio * sum(calls, tenth) + (minPerSecond * ttlMs) / 1_000;
            expect(sum(retries, tenth)).toBeLessThanOrEqual(bound);
          }
        }
        now += 2 * ttlMs;
        expect(budget.withdraw()).toBe(minPerSecond * 10 >= 1);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});
