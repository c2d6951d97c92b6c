import { LatencyCosts } from './latency-costs';

const busy = false;
const slot = 3;

function startAt(averageMs: number): LatencyCosts {
  const costs = new LatencyCosts();
  costs.start(slot, averageMs, 0);
  return costs;
}

describe('latency costs', () => {
  it('follows a peak at once', () => {
    const costs = startAt(10);
    costs.succeeded(slot, 400, 0, 1_000);
    expect(costs.costMs(slot, 1_000, busy)).toBe(400);
  });

  it('forgets a peak slowly: e⁻¹ of it is left after 10 s', () => {
    const costs = startAt(400);
    for (let now = 2_500; now <= 10_000; now += 2_500) costs.succeeded(slot, 10, now - 10, now);
    expect(costs.costMs(slot, 10_000, busy)).toBeCloseTo(400 / Math.E + 10 * (1 - 1 / Math.E), 6);
  });

  it('believes an answer rather than an average of more than 5 s ago', () => {
    const costs = startAt(400);
    costs.succeeded(slot, 10, 5_000, 5_001);
    expect(costs.costMs(slot, 5_001, busy)).toBe(10);
  });

  it('fades while idle, but not while a call is pending, and not below 1 ms', () => {
    const costs = startAt(400);
    expect(costs.costMs(slot, 10_000, busy)).toBe(400);
    expect(costs.costMs(slot, 10_000, true)).toBeCloseTo(400 / Math.E, 6);
    expect(costs.costMs(slot, 10_000_000, true)).toBe(1);
  });

  it('is not moved by an answer without a latency', () => {
    const costs = startAt(10);
    costs.succeeded(slot, undefined, 0, 5_000);
    expect(costs.costMs(slot, 5_000, busy)).toBe(10);
  });

  it.each([
    { latencyMs: 1, costMs: 5_000 },
    { latencyMs: undefined, costMs: 5_000 },
    { latencyMs: 8_000, costMs: 8_000 },
  ])('counts a failure after $latencyMs ms as $costMs', ({ latencyMs, costMs }) => {
    const costs = startAt(10);
    costs.failed(slot, latencyMs, 1_000, true);
    expect(costs.failing(slot)).toBe(true);
    expect(costs.costMs(slot, 60_000, true)).toBe(costMs);
  });

  it('returns to the average of before the failure, whatever the first good answer took', () => {
    const costs = startAt(10);
    costs.failed(slot, 1, 1_000, true);
    costs.succeeded(slot, 900, 1_500, 2_400);
    expect(costs.failing(slot)).toBe(false);
    expect(costs.costMs(slot, 2_400, busy)).toBe(10);
  });

  it('keeps the failure when what succeeds began before it', () => {
    const costs = startAt(10);
    costs.failed(slot, 1, 1_000, true);
    costs.succeeded(slot, 20, 990, 1_010);
    expect(costs.failing(slot)).toBe(true);
  });

  it('keeps endpoints apart, and forgets all when a slot is taken anew', () => {
    const costs = startAt(10);
    costs.start(slot + 1, 20, 0);
    costs.failed(slot, 1, 1_000, true);
    expect([slot, slot + 1].map((each) => costs.costMs(each, 1_000, busy))).toEqual([5_000, 20]);
    costs.start(slot, 30, 2_000);
    expect(costs.failing(slot)).toBe(false);
    expect(costs.costMs(slot, 2_000, true)).toBe(30);
  });
});
