import { seededRandom } from '../testing/seeded-random';
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
