import { LatencyHistogram } from './latency-histogram';

describe('latency histogram', () => {
  it.each([
    { name: 'nothing', latencyMs: 0, quantileMs: 0.1 },
    { name: 'less than its first bucket', latencyMs: 0.01, quantileMs: 0.1 },
    { name: 'more than its last', latencyMs: 1e9, quantileMs: 0.1 * 1.1 ** 149 },
  ])('keeps $name in bounds', ({ latencyMs, quantileMs }) => {
    const histogram = new LatencyHistogram(60_000);
    histogram.record(latencyMs, 0);
    expect(histogram.quantile(0.5, 0)).toBeCloseTo(quantileMs, 6);
  });

  it('forgets a sixth of its window at a time', () => {
    const histogram = new LatencyHistogram(60_000);
    histogram.record(1_000, 9_999);
    histogram.record(10, 10_000);
    expect([histogram.samples(59_999), histogram.quantile(0.97, 59_999)]).toEqual([
      2,
      expect.closeTo(1_035, 0),
    ]);
    expect([histogram.samples(60_000), histogram.quantile(0.97, 60_000)]).toEqual([
      1,
      expect.closeTo(10.7, 0),
    ]);
    expect(histogram.samples(1e9)).toBe(0);
  });
});
