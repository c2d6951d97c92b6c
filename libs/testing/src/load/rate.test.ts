import { durationOf, instantsOf, rateAt } from './rate';
import type { RatePhase } from './rate';

const phase = (fromPerSecond: number, toPerSecond: number, durationMs = 1_000): RatePhase => ({
  fromPerSecond,
  toPerSecond,
  durationMs,
});
const countIn = (instants: readonly number[], fromMs: number, toMs: number): number =>
  instants.filter((each) => each >= fromMs && each < toMs).length;

it.each<{ what: string; phases: readonly RatePhase[]; instants: readonly number[] }>([
  { what: 'a constant rate', phases: [phase(4, 4)], instants: [0, 250, 500, 750] },
  { what: 'a step', phases: [phase(2, 2), phase(4, 4)], instants: [0, 500, 1_000, 1_250, 1_500, 1_750] },
  { what: 'a pause', phases: [phase(2, 2), phase(0, 0), phase(2, 2)], instants: [0, 500, 2_000, 2_500] },
  { what: 'a phase that is too short for one', phases: [phase(2, 2, 1), phase(1, 1)], instants: [0, 999] },
])('spaces the requests of $what', ({ phases, instants }) => {
  const made = [...instantsOf(phases)];
  expect(made).toHaveLength(instants.length);
  for (const [index, instant] of instants.entries()) expect(made[index]).toBeCloseTo(instant, 0);
});

it.each([
  ['grows', phase(0, 200, 2_000), [50, 150]],
  ['shrinks', phase(200, 0, 2_000), [150, 50]],
])('sends as many as a rate that %s says', (_what, ramp, [first, second]) => {
  const instants = [...instantsOf([ramp])];
  expect(instants).toEqual([...instants].sort((a, b) => a - b));
  expect([countIn(instants, 0, 1_000), countIn(instants, 1_000, 2_000)]).toEqual([
    expect.closeTo(first as number, -0.7),
    expect.closeTo(second as number, -0.7),
  ]);
});

it('sends about as many by chance, with exponential gaps', () => {
  let state = 7;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const instants = [...instantsOf([phase(500, 500, 20_000)], { arrivals: 'poisson', random })];
  const gaps = instants.slice(1).map((instant, index) => instant - (instants[index] as number));
  expect(Math.abs(instants.length - 10_000)).toBeLessThan(400); // four standard deviations
  expect(gaps.filter((gap) => gap > 2).length / gaps.length).toBeCloseTo(Math.exp(-1), 1.5);
});

it('knows the rate at every instant', () => {
  const phases = [phase(100, 100), phase(100, 300, 2_000)];
  expect([0, 999, 1_000, 2_000, 3_000].map((atMs) => rateAt(phases, atMs))).toEqual([100, 100, 100, 200, 0]);
  expect(durationOf(phases)).toBe(3_000);
});
