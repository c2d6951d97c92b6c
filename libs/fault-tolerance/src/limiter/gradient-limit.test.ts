import { seededRandom } from '../testing/seeded-random';
import { GradientLimit } from './gradient-limit';
import { simulate } from './testing/simulated-service';
import type { Phase, Run, Work } from './testing/simulated-service';

const workMs = 20;
const every = (ms: number): Work[] => [{ workMs: () => ms }];
/** 400 calls per second. */
const service = { slots: 8, works: every(workMs) };
const overload = { ...service, perSecond: 4_000 };

function run(phases: readonly Phase[], seed = 1): Run {
  return simulate(phases, seededRandom(seed));
}

/** What happened from one instant to another. */
function between({ answered, refusedAt, limits }: Run, fromMs: number, toMs: number) {
  const within = (at: number): boolean => at >= fromMs && at < toMs;
  const latencies = answered
    .filter(({ at }) => within(at))
    .map(({ latencyMs }) => latencyMs)
    .sort((a, b) => a - b);
  const refused = refusedAt.filter(within).length;
  const sizes = limits
    .filter(({ at }) => within(at))
    .map(({ limit }) => limit)
    .sort((a, b) => a - b);
  return {
    goodput: (latencies.length * 1_000) / (toMs - fromMs),
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? NaN,
    refusedShare: refused / (refused + latencies.length),
    limit: { lowest: sizes[0] ?? NaN, highest: sizes.at(-1) ?? NaN },
  };
}

describe('gradient limit', () => {
  it.each([1, 2, 3])('carries 80 %% of the capacity at ten times the load, for ever (seed %i)', (seed) => {
    const overloaded = run([{ ...overload, untilMs: 120_000 }], seed);
    const all = between(overloaded, 0, 120_000);
    const settled = between(overloaded, 2_000, 120_000);
    expect(all.goodput).toBeGreaterThan(0.9 * 400);
    expect(settled.p99Ms).toBeLessThanOrEqual(3 * workMs);
    expect(settled.limit.highest).toBeLessThanOrEqual(20);
    expect(between(overloaded, 110_000, 119_000).limit.lowest).toBeGreaterThanOrEqual(8);
  });

  it('refuses next to nothing once the overload is over', () => {
    const phases = [
      { ...overload, untilMs: 60_000 },
      { ...overload, perSecond: 320, untilMs: 90_000 },
    ];
    expect(between(run(phases), 61_000, 90_000).refusedShare).toBeLessThan(0.001);
  });

  it('uses the capacity that is added during an overload', () => {
    const phases = [
      { ...overload, untilMs: 20_000 },
      { ...overload, slots: 40, untilMs: 50_000 },
    ];
    expect(between(run(phases), 40_000, 50_000).goodput).toBeGreaterThan(0.95 * 2_000);
  });

  it.each([
    { load: 'light', phase: { perSecond: 100, slots: 100 }, carried: 100 },
    { load: 'medium', phase: { perSecond: 400, slots: 100 }, carried: 400 },
    { load: 'full', phase: { perSecond: 4_000, slots: 8 }, carried: 133 },
  ])('follows a service that became three times slower for ever under $load load', ({ phase, carried }) => {
    const slower = run([
      { ...phase, works: every(workMs), untilMs: 30_000 },
      { ...phase, works: every(3 * workMs), untilMs: 120_000 },
    ]);
    const adapted = between(slower, 90_000, 119_000);
    expect(adapted.goodput).toBeGreaterThan(0.9 * carried);
    expect(adapted.p99Ms).toBeLessThanOrEqual(3 * 3 * workMs);
  });

  it.each([
    { inFlight: 6, slots: 8, slowMs: workMs, fastMs: workMs },
    { inFlight: 50, slots: 1_000, slowMs: workMs, fastMs: workMs },
    { inFlight: 10, slots: 1_000, slowMs: 155, fastMs: 5 },
    { inFlight: 30, slots: 1_000, slowMs: 155, fastMs: 5 },
  ])(
    'does not throttle $inFlight calls in flight that take $fastMs ms, or $slowMs, at random',
    ({ inFlight, slots, slowMs, fastMs }) => {
      const random = seededRandom(7);
      const varying = {
        slots,
        perSecond: (inFlight * 1_000) / workMs,
        works: [{ workMs: () => -Math.log(1 - random()) * (random() < 0.1 ? slowMs : fastMs) }],
      };
      const { refusedShare } = between(run([{ ...varying, untilMs: 90_000 }]), 40_000, 90_000);
      expect(refusedShare).toBeLessThan(0.002);
    },
  );

  it('probes down to one call where only one is worked on', () => {
    const { limit } = between(
      run([{ slots: 1, perSecond: 500, works: every(workMs), untilMs: 90_000 }]),
      80_000,
      90_000,
    );
    expect(limit.highest).toBeLessThan(10);
  });
});

describe('calls of several kinds', () => {
  const works: Work[] = [
    { method: 'cheap', workMs: () => 1 },
    { method: 'expensive', workMs: () => 200 },
  ];
  const mixed: Omit<Phase, 'untilMs'> = { slots: 1_000, perSecond: 300, works };

  it.each<{ kind: string; shift: Partial<Phase> }>([
    { kind: 'cheap ones', shift: { works: works.slice(0, 1) } },
    { kind: 'quick errors', shift: { works: [{ method: 'expensive', code: 'NOT_FOUND', workMs: () => 1 }] } },
  ])('are not refused after a time of only $kind', ({ shift }) => {
    const shifted = run([
      { ...mixed, untilMs: 30_000 },
      { ...mixed, ...shift, untilMs: 35_000 },
      { ...mixed, untilMs: 95_000 },
    ]);
    expect(between(shifted, 35_000, 95_000).refusedShare).toBeLessThan(0.01);
  });

  it('carry 80 % of the capacity at ten times the load', () => {
    const overloaded = run([{ works, slots: 20, perSecond: 2_000, untilMs: 90_000 }]);
    const { goodput, p99Ms } = between(overloaded, 2_000, 90_000);
    expect(goodput).toBeGreaterThan(0.8 * 200);
    expect(p99Ms).toBeLessThanOrEqual(3 * 200);
  });

  it('are followed where one of them became slower for ever', () => {
    const slower = [works, [{ method: 'cheap', workMs: () => 100 }, ...works.slice(1)]];
    const phases = slower.map((now, i) => ({
      works: now,
      slots: 100,
      perSecond: 300,
      untilMs: 30_000 + i * 90_000,
    }));
    expect(between(run(phases), 90_000, 119_000).refusedShare).toBeLessThan(0.01);
  });

  it('that are each rare and vary are not throttled', () => {
    const random = seededRandom(7);
    const rare = Array.from({ length: 50 }, (_, i) => ({
      method: `m${i}`,
      workMs: () => -Math.log(1 - random()) * 40,
    }));
    const many = run([{ works: rare, slots: 1_000, perSecond: 400, untilMs: 90_000 }]);
    expect(between(many, 30_000, 90_000).refusedShare).toBeLessThan(0.002);
  });
});

it('errors that are the fault of requests are work like any other', () => {
  const missing: Work[] = [{ code: 'NOT_FOUND', workMs: () => workMs }];
  const found = run([{ works: missing, slots: 1_000, perSecond: 2_500, untilMs: 30_000 }]);
  expect(between(found, 10_000, 30_000).refusedShare).toBeLessThan(0.001);
});

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
