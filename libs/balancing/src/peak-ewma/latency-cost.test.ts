import { LatencyCost } from './latency-cost';

const busy = false;

describe('latency cost', () => {
  it('follows a peak at once', () => {
    const cost = new LatencyCost(10, 0);
    cost.succeeded(400, 0, 1_000);
    expect(cost.costMs(1_000, busy)).toBe(400);
  });

  it('forgets a peak slowly: e⁻¹ of it is left after 10 s', () => {
    const cost = new LatencyCost(400, 0);
    cost.succeeded(10, 0, 10_000);
    expect(cost.costMs(10_000, busy)).toBeCloseTo(400 / Math.E + 10 * (1 - 1 / Math.E), 6);
  });

  it('fades while idle, but not while a call is pending, and not below 1 ms', () => {
    const cost = new LatencyCost(400, 0);
    expect(cost.costMs(10_000, busy)).toBe(400);
    expect(cost.costMs(10_000, true)).toBeCloseTo(400 / Math.E, 6);
    expect(cost.costMs(10_000_000, true)).toBe(1);
  });

  it('is not moved by an answer without a latency', () => {
    const cost = new LatencyCost(10, 0);
    cost.succeeded(undefined, 0, 5_000);
    expect(cost.costMs(5_000, busy)).toBe(10);
  });

  it.each([
    { latencyMs: 1, costMs: 5_000 },
    { latencyMs: undefined, costMs: 5_000 },
    { latencyMs: 8_000, costMs: 8_000 },
  ])('counts a failure after $latencyMs ms as $costMs', ({ latencyMs, costMs }) => {
    const cost = new LatencyCost(10, 0);
    cost.failed(latencyMs, 1_000);
    expect(cost.failing).toBe(true);
    expect(cost.costMs(60_000, true)).toBe(costMs);
  });

  it('returns to the average of before the failure, whatever the first good answer took', () => {
    const cost = new LatencyCost(10, 0);
    cost.failed(1, 1_000);
    cost.succeeded(900, 1_500, 2_400);
    expect(cost.failing).toBe(false);
    expect(cost.costMs(2_400, busy)).toBe(10);
  });

  it('keeps the failure when what succeeds began before it', () => {
    const cost = new LatencyCost(10, 0);
    cost.failed(1, 1_000);
    cost.succeeded(20, 990, 1_010);
    expect(cost.failing).toBe(true);
  });
});
