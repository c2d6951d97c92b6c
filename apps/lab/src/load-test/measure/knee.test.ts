import { hasKnee, kneeOf } from './knee';
import { Timeline } from './timeline';

const ramp = [{ durationMs: 30_000, fromPerSecond: 0, toPerSecond: 600 }];

/** Steps of 5 s, each with one request that took so long. */
function stepsOf(latenciesMs: readonly number[]): Timeline {
  const steps = new Timeline(5_000);
  for (const [step, latencyMs] of latenciesMs.entries()) {
    steps.begin(step * 5_000);
    steps.end({ intendedMs: step * 5_000, lateMs: 0, latencyMs, outcome: 200 }, undefined);
  }
  return steps;
}

const [held, slow, failed] = [10, 300, 2_500];

it.each([
  { what: 'is the rate of the last step before the worse ones', steps: [held, held, slow, slow], rate: 150 },
  { what: 'forgives one hiccup', steps: [held, slow, held, failed, failed, held], rate: 250 },
  { what: 'does not count what came after', steps: [held, slow, slow, held, held], rate: 50 },
])('the knee $what', ({ steps, rate }) => {
  const knee = kneeOf(stepsOf(steps), ramp, 30_000);
  expect(knee).toEqual({ ratePerSecond: expect.closeTo(rate, 0), atMs: rate * 50, reached: true });
});

it('is not reached by a load that was held to its end', () => {
  const knee = { ratePerSecond: expect.closeTo(350, 0), atMs: 17_500, reached: false };
  expect(kneeOf(stepsOf([held, slow, held, held]), ramp, 20_000)).toEqual(knee);
  expect(kneeOf(stepsOf([held, held, held, held, slow]), ramp, 25_000)).toEqual(knee);
});

it.each([
  { what: 'a load of 12 s', steps: [held, held, held], plannedMs: 12_000, lastedMs: 12_000, atMs: 11_000 },
  { what: 'a load of 2 s', steps: [held], plannedMs: 2_000, lastedMs: 2_000, atMs: 1_000 },
  { what: 'an interrupted one', steps: [held, held], plannedMs: 30_000, lastedMs: 6_000, atMs: 5_500 },
  { what: 'one that broke', steps: [held, slow, slow], plannedMs: 30_000, lastedMs: 11_000, atMs: 2_500 },
])('is in the middle of what the last step covered: $what', ({ steps, plannedMs, lastedMs, atMs }) => {
  const phases = [{ durationMs: plannedMs, fromPerSecond: 0, toPerSecond: plannedMs / 1_000 }];
  const knee = kneeOf(stepsOf(steps), phases, lastedMs);
  expect(knee).toMatchObject({ atMs, ratePerSecond: expect.closeTo(atMs / 1_000) });
});

it('is nowhere when no rate was held', () => {
  expect(kneeOf(stepsOf([slow, failed, slow]), ramp, 30_000)).toEqual({
    ratePerSecond: 0,
    atMs: null,
    reached: true,
  });
});

const phase = (fromPerSecond: number, toPerSecond: number) => ({
  durationMs: 1_000,
  fromPerSecond,
  toPerSecond,
});

it.each([
  ['grows', ramp, true],
  ['grows step by step', [phase(1, 1), phase(2, 2)], true],
  ['stays', [phase(5, 5)], false],
  ['comes back', [phase(1, 9), phase(1, 1)], false],
])('a load that %s: %#', (_what, phases, has) => {
  expect(hasKnee(phases)).toBe(has);
});
