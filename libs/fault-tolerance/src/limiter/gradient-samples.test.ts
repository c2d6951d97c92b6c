import { GradientLimit } from './gradient-limit';

/** 500 calls in 5 s. */
function feed(limit: GradientLimit, latencyMs: number, inFlight: number, from = 0, ok = true): void {
  for (let call = 0; call < 500; call++) limit.sample('get', latencyMs, inFlight, from + call * 10, ok);
}

describe('a probe', () => {
  /** 40 calls at the end of each 100 ms, as the limit is met. @returns the limits there were */
  function limits(limit: GradientLimit, latencies: readonly number[]): number[] {
    return latencies.map((latencyMs, tenth) => {
      for (let call = 0; call < 40; call++) limit.sample('get', latencyMs, 20, tenth * 100, true);
      return limit.current;
    });
  }

  it('is made at once when the limit is met before the latency without load is known', () => {
    const latencies = [50, 50, 50, 50, 50, 25, 25, 50, 24, 24];
    expect(limits(new GradientLimit(), latencies)).toEqual([20, 20, 20, 10, 10, 10, 5, 5, 5, 20]);
  });

  it('ends after a window when a lower limit makes no call faster', () => {
    expect(limits(new GradientLimit(), [50, 50, 50, 50, 50, 50, 50])).toEqual([20, 20, 20, 10, 10, 10, 20]);
  });
});

describe('a sample', () => {
  it('of a fast failure does not lower the baseline', () => {
    const limit = new GradientLimit();
    feed(limit, 20, 10);
    feed(limit, 0.1, 10, 5_000, false);
    feed(limit, 20, 10, 10_000);
    expect(limit.current).toBeGreaterThanOrEqual(20);
  });

  it('of a slow failure counts', () => {
    const limit = new GradientLimit();
    feed(limit, 20, 10);
    feed(limit, 1_000, 15, 5_000, false);
    expect(limit.current).toBeLessThan(20);
  });

  it('that takes longer under light load raises the baseline', () => {
    const limit = new GradientLimit();
    feed(limit, 20, 4);
    feed(limit, 60, 4, 5_000);
    feed(limit, 60, 4, 10_000);
    expect(limit.current).toBeGreaterThan(10);
  });

  it('that takes longer, though below a few milliseconds, is no overload', () => {
    const limit = new GradientLimit();
    feed(limit, 0.5, 10);
    feed(limit, 6, 15, 5_000);
    expect(limit.current).toBeGreaterThanOrEqual(20);
  });

  it('does not let the limit grow while fewer than half of it are in flight', () => {
    const limit = new GradientLimit();
    feed(limit, 20, 9);
    expect(limit.current).toBe(20);
  });
});

describe('its options', () => {
  it.each([
    { options: {}, current: 20 },
    { options: { maxLimit: 5 }, current: 5 },
    { options: { minLimit: 30 }, current: 30 },
    { options: { initialLimit: 7 }, current: 7 },
  ])('start at $current with $options', ({ options, current }) => {
    expect(new GradientLimit(options).current).toBe(current);
    const later = new GradientLimit();
    later.reconfigure(options);
    expect(later.current).toBe(current);
  });

  it('change and keep what is learned, within the new bounds', () => {
    const limit = new GradientLimit();
    for (let call = 0; call < 1_000; call++) limit.sample('get', 20, 20, call * 10, true);
    const learned = limit.current;
    expect(learned).toBeGreaterThan(25);
    limit.reconfigure({ initialLimit: 3 });
    expect(limit.current).toBe(learned);
    limit.reconfigure({ maxLimit: 10 });
    expect(limit.current).toBe(10);
  });

  it.each([
    { options: { minLimit: 0 }, message: 'minLimit must be an integer of at least 1, got 0' },
    { options: { maxLimit: 1.5 }, message: 'maxLimit must be an integer of at least minLimit (1), got 1.5' },
    {
      options: { initialLimit: 201 },
      message: 'initialLimit must be an integer from minLimit (1) to maxLimit (200), got 201',
    },
  ])('refuse $options', ({ options, message }) => {
    expect(() => new GradientLimit(options)).toThrow(new RangeError(message));
    const limit = new GradientLimit();
    expect(() => limit.reconfigure(options)).toThrow(RangeError);
    expect(limit.current).toBe(20);
  });
});
