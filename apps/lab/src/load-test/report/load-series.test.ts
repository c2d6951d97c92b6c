import { loadResultOf } from '../testing/load-results';
import { cpuSeries } from './cpu-series';
import { loadSeries } from './load-series';
import { marksOf } from './marks-of';
import { timeScale } from './time-scale';

it('has a point for each second of a short load', () => {
  expect(loadSeries(loadResultOf())).toMatchObject({
    atMs: [500, 1_500, 2_500, 3_500],
    intervalMs: 1_000,
    goodPerSecond: [100, 100, 90, 100],
    failedPerSecond: [0, 0, 10, 0],
    failed: [0, 0, 0.1, 0],
    shares: { 'greeter-1': [0.6, 0.6, 0.6, 0.6], 'greeter-2': [0.4, 0.4, 0.4, 0.4] },
  });
});

it('leaves out what the end cut short, and reckons with what it left', () => {
  expect(loadSeries(loadResultOf({ durationMs: 3_400 })).atMs).toEqual([500, 1_500, 2_500]);
  const { atMs, goodPerSecond } = loadSeries(loadResultOf({ durationMs: 3_800 }));
  expect([atMs.at(-1), goodPerSecond.at(-1)]).toEqual([3_500, 125]);
});

it('puts the seconds of a long load together: the p50 in the middle, the worst p99', () => {
  const [first] = loadResultOf().timeline;
  const timeline = Array.from({ length: 600 }, (_, number) => ({
    ...(first as NonNullable<typeof first>),
    fromMs: number * 1_000,
    p50Ms: number === 1 ? null : 1 + (number % 3),
    p99Ms: number % 3 === 2 ? 70 : 7,
  }));
  const series = loadSeries(loadResultOf({ timeline, durationMs: 600_000 }));
  expect(series.intervalMs).toBe(3_000);
  expect(series.atMs).toHaveLength(200);
  expect([series.p50Ms[0], series.p50Ms[1], series.p99Ms[1], series.goodPerSecond[1]]).toEqual([
    1, 2, 70, 100,
  ]);
});

it('has gaps where nothing happened', () => {
  const [first] = loadResultOf().timeline;
  const empty = { ...first, requests: 0, p50Ms: null, p99Ms: null, answers: {} };
  const { p50Ms, p99Ms, failed, shares } = loadSeries(
    loadResultOf({ timeline: [empty as NonNullable<typeof first>], durationMs: 1_000 }),
  );
  expect([p50Ms, p99Ms, failed, shares['greeter-1']]).toEqual([[NaN], [NaN], [NaN], [NaN]]);
});

it('brings the readings of processes together, with gaps for those that were not read', () => {
  const reading = (atMs: number, cpuShare: number) => ({ atMs, cpuShare, memoryBytes: 1 });
  const [process] = loadResultOf().processes;
  const timelines = [[1_000, 3_000, 5_000].map((atMs) => reading(atMs, 0.5)), [reading(3_010, 0.2)]];
  const processes = timelines.map((timeline, index) => ({
    ...(process as NonNullable<typeof process>),
    name: `p${index}`,
    timeline,
  }));
  expect(cpuSeries(processes)).toEqual({
    atMs: [1_000, 3_000, 5_000],
    shares: { p0: [0.5, 0.5, 0.5], p1: [NaN, 0.2, NaN] },
  });
});

it('marks what happened while the load went on, twelve times at most, and the knee', () => {
  const marks = Array.from({ length: 20 }, (_, index) => ({ label: `${index}`, atMs: index * 10 }));
  const knee = {
    ratePerSecond: 255.6,
    atMs: 5,
    reached: true,
    limits: { failedShare: 0.001, p99Ms: 250 } as const,
  };
  const labels = marksOf(loadResultOf({ marks, knee })).map(({ label }) => label);
  expect(labels).toHaveLength(13);
  expect(labels.slice(0, 3)).toEqual(['0', 'knee: 256/s', '1']);
  expect(marksOf(loadResultOf({ marks, durationMs: 50 }))).toHaveLength(6);
});

it.each([
  [30_000, ['0 s', '5 s', '10 s', '15 s', '20 s', '25 s', '30 s']],
  [1_800_000, ['0 min', '5 min', '10 min', '15 min', '20 min', '25 min', '30 min']],
])('has round ticks for %d ms', (durationMs, labels) => {
  const { ticks, at, formatX } = timeScale(durationMs, [0, 100]);
  expect(ticks.map(formatX)).toEqual(labels);
  expect(at(durationMs / 2)).toBeCloseTo(50);
});
