import * as fc from 'fast-check';
import { contextFor } from '../testing/contexts';
import { hedging } from './hedging';
import { LatencyHistogram } from './latency-histogram';

describe('a quantile, whatever the latencies', () => {
  it('is at least the exact one and at most 10 % more', () => {
    const latency = fc.double({ min: Math.log(0.1), max: Math.log(120_000), noNaN: true }).map(Math.exp);
    const share = fc.double({ min: 0.01, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 200, size: 'max' }), share, (latencies, q) => {
        const histogram = new LatencyHistogram(60_000);
        latencies.forEach((latencyMs, index) => histogram.record(latencyMs, index * 100));
        const exact = latencies.sort((a, b) => a - b)[Math.ceil(q * latencies.length) - 1] ?? NaN;
        const ratio = histogram.quantile(q, latencies.length * 100) / exact;
        expect(ratio).toBeGreaterThan(1 - 1e-9);
        expect(ratio).toBeLessThan(1.1 + 1e-9);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('hedges, whatever the latencies', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  const call = fc.record({ gapMs: fc.nat(800), latencyMs: fc.nat(2_000), fails: fc.boolean() });

  it('are at most maxRatio of the calls of any ten tenths of 10 s', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 40, maxLength: 80, size: 'max' }),
        fc.constantFrom(0.05, 0.2, 0.5),
        async (calls, maxRatio) => {
          const middleware = hedging({ delayMs: 20, maxRatio, clock: Date.now });
          const beganAt: number[] = [];
          const hedgedAt: number[] = [];
          middleware.observe((event) => event.type === 'hedge' && hedgedAt.push(Date.now()));
          for (const { gapMs, latencyMs, fails } of calls) {
            await jest.advanceTimersByTimeAsync(gapMs);
            beganAt.push(Date.now());
            const answer = middleware(
              () =>
                new Promise<void>((resolve, reject) => {
                  setTimeout(() => (fails ? reject(new Error('no')) : resolve()), latencyMs);
                }),
            )('q', contextFor());
            answer.catch(() => undefined);
          }
          await jest.advanceTimersByTimeAsync(5_000);
          seen += hedgedAt.length;
          for (const at of hedgedAt) {
            const inWindow = (time: number): boolean =>
              time <= at && Math.floor(time / 1_000) > Math.floor(at / 1_000) - 10;
            const ratio = hedgedAt.filter(inWindow).length / beganAt.filter(inWindow).length;
            expect(ratio).toBeLessThanOrEqual(maxRatio);
          }
        },
      ),
      { seed: 1, numRuns: 40 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
