import { seededRandom } from '../testing/seeded-random';
import { RetryBudget } from './retry-budget';

let now: number;
const clock = (): number => now;

function withdrawAll(budget: RetryBudget): number {
  let taken = 0;
  while (budget.withdraw()) taken++;
  return taken;
}

beforeEach(() => {
  now = 5_000;
});

describe('retry budget', () => {
  it('has a reserve of 10 per second of its window', () => {
    expect(withdrawAll(new RetryBudget({ clock }))).toBe(100);
  });

  it('grows by a fifth of the calls', () => {
    const budget = new RetryBudget({ clock });
    for (let i = 0; i < 500; i++) budget.deposit();
    expect(withdrawAll(budget)).toBe(200);
  });

  it('forgets calls and retries after its window', () => {
    const budget = new RetryBudget({ clock });
    for (let i = 0; i < 500; i++) budget.deposit();
    withdrawAll(budget);
    now += 9_000;
    expect(withdrawAll(budget)).toBe(0);
    now += 1_000;
    expect(withdrawAll(budget)).toBe(100);
  });

  it('is not confused by a long idle time or a clock that stands still', () => {
    const budget = new RetryBudget({ clock, minPerSecond: 1 });
    now += 1e9;
    budget.deposit();
    expect([withdrawAll(budget), withdrawAll(budget)]).toEqual([10, 0]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('keeps its bound whatever happens (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const ratePerSecond = 1 + 500 * random();
    const failing = 0.2 + 0.8 * random();
    const budget = new RetryBudget({ clock });
    const [begun, durationMs] = [now, 60_000];
    let [calls, retries] = [0, 0];
    for (; now < begun + durationMs; now += (-Math.log(1 - random()) * 1_000) / ratePerSecond) {
      budget.deposit();
      calls++;
      for (let retry = 1; retry < 3 && random() < failing && budget.withdraw(); retry++) retries++;
    }
    const rate = calls / (durationMs / 1_000);
    expect((calls + retries) / calls).toBeLessThanOrEqual(1.2 + 10 / rate);
  });

  it('keeps its counts when it is reconfigured; what is left out is as it was made', () => {
    const budget = new RetryBudget({ clock, ratio: 0, minPerSecond: 1 });
    for (let i = 0; i < 500; i++) budget.deposit();
    expect(withdrawAll(budget)).toBe(10);
    budget.reconfigure({ minPerSecond: 2 });
    expect(withdrawAll(budget)).toBe(10);
    budget.reconfigure({ ratio: 0.2 });
    expect(withdrawAll(budget)).toBe(90);
    expect(() => budget.reconfigure({ ratio: 1, minPerSecond: -1 })).toThrow(RangeError);
    expect(withdrawAll(budget)).toBe(0);
  });

  it('bounds nothing when it is not enabled, and counts what it granted', () => {
    const budget = new RetryBudget({ clock, enabled: false });
    for (let i = 0; i < 1_000; i++) expect(budget.withdraw()).toBe(true);
    budget.reconfigure({ enabled: true });
    expect(budget.withdraw()).toBe(false);
  });

  it.each([
    { options: { ratio: -1 }, message: 'ratio must be at least 0, got -1' },
    { options: { minPerSecond: NaN }, message: 'minPerSecond must be at least 0, got NaN' },
    { options: { ttlMs: 10 }, message: 'ttlMs must be from 1000 to 60000, got 10' },
  ])('refuses $options', ({ options, message }) => {
    expect(() => new RetryBudget(options)).toThrow(new RangeError(message));
  });
});
