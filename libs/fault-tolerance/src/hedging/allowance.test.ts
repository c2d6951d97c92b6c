import { RetryBudget } from '../retry/retry-budget';
import { Allowance } from './allowance';

const clock = (): number => 0;
const rich = (): RetryBudget => new RetryBudget({ clock });
const poor = (): RetryBudget => new RetryBudget({ clock, ratio: 0, minPerSecond: 0 });

function withdrawals(allowance: Allowance, calls: number): number {
  for (let i = 0; i < calls; i++) allowance.deposit();
  let taken = 0;
  while (allowance.withdraw() === undefined) taken++;
  return taken;
}

describe('the allowance of hedges', () => {
  it.each([
    { calls: 19, hedges: 0 },
    { calls: 20, hedges: 1 },
    { calls: 1_000, hedges: 50 },
  ])('is $hedges of $calls calls at 5 %', ({ calls, hedges }) => {
    expect(withdrawals(new Allowance(0.05, undefined, clock), calls)).toBe(hedges);
  });

  it('says which bound is met', () => {
    const allowance = new Allowance(0.05, poor(), clock);
    expect(allowance.withdraw()).toBe('cap_reached');
    for (let i = 0; i < 20; i++) allowance.deposit();
    expect(allowance.withdraw()).toBe('budget_exhausted');
  });

  it('takes one from the shared budget for each hedge, and puts nothing in', () => {
    const shared = rich();
    expect(withdrawals(new Allowance(1, shared, clock), 30)).toBe(30);
    let left = 0;
    while (shared.withdraw()) left++;
    expect(left).toBe(70);
  });

  it('does not use up the share with hedges that the shared budget refuses', () => {
    let now = 0;
    const shared = new RetryBudget({ clock: () => now, ratio: 0, minPerSecond: 1, ttlMs: 1_000 });
    const allowance = new Allowance(0.05, shared, () => now);
    for (let i = 0; i < 20; i++) allowance.deposit();
    shared.withdraw();
    expect(allowance.withdraw()).toBe('budget_exhausted');
    now = 2_000;
    expect(allowance.withdraw()).toBeUndefined();
    expect(allowance.withdraw()).toBe('cap_reached');
  });

  it('keeps what was taken while its share stays the same', () => {
    const allowance = new Allowance(0.05, undefined, clock);
    expect(withdrawals(allowance, 100)).toBe(5);
    allowance.reconfigure(0.05);
    expect(withdrawals(allowance, 0)).toBe(0);
    allowance.reconfigure(0.1);
    expect(withdrawals(allowance, 100)).toBe(10);
  });
});
