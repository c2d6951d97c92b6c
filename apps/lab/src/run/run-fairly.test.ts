import { resultOf } from '../testing/results';
import { answered, runOf } from '../testing/runs';
import type { Result } from './run-experiment';
import { isInconclusive, runFairly } from './run-fairly';

const missedBehind = resultOf();
const keptBehind = { ...missedBehind, verdicts: [] };
const missedInTime = { ...missedBehind, runs: new Map([['default', runOf([answered(0, 10)])]]) };

it.each<[string, Result, number]>([
  ['again when a bound was missed by a generator that was behind', missedBehind, 2],
  ['once when every bound was kept', keptBehind, 1],
  ['once when the generator was in time', missedInTime, 1],
])('runs %s', async (_what, result, times) => {
  const run = jest.fn(async () => result);
  const onUnfair = jest.fn();
  await expect(runFairly(run, onUnfair)).resolves.toBe(result);
  expect(run).toHaveBeenCalledTimes(times);
  expect(onUnfair).toHaveBeenCalledTimes(times - 1);
});

it.each<[string, Result, boolean]>([
  ['is inconclusive when its generator was behind', missedBehind, true],
  ['is a miss when the generator was in time', missedInTime, false],
])('a missed bound %s', (_what, result, expected) => {
  expect(isInconclusive(result)).toBe(expected);
});
