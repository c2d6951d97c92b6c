import { formOf } from '../experiment/form';
import { resultOf } from '../testing/results';
import { answered, runOf } from '../testing/runs';
import type { Result } from './run-experiment';
import { isInconclusive, runFairly } from './run-fairly';

const missedBehind = resultOf();
const keptBehind = { ...missedBehind, verdicts: [] };
const missedInTime = { ...missedBehind, runs: new Map([['default', runOf([answered(0, 10)])]]) };

it.each<[string, boolean, Result, number]>([
  ['again when a bound was missed by a generator that was behind', true, missedBehind, 2],
  ['once when every bound was kept', true, keptBehind, 1],
  ['once when the generator was in time', true, missedInTime, 1],
  ['again when a bound was missed in the short form', false, missedInTime, 2],
  ['once when every bound was kept in the short form', false, keptBehind, 1],
])('runs %s', async (_what, full, result, times) => {
  const run = jest.fn(async () => result);
  const onAgain = jest.fn();
  await expect(runFairly(formOf(full), run, onAgain)).resolves.toBe(result);
  expect(run).toHaveBeenCalledTimes(times);
  expect(onAgain).toHaveBeenCalledTimes(times - 1);
});

it.each<[string, Result, boolean]>([
  ['is inconclusive when its generator was behind', missedBehind, true],
  ['is a miss when the generator was in time', missedInTime, false],
])('a missed bound %s', (_what, result, expected) => {
  expect(isInconclusive(result)).toBe(expected);
});
