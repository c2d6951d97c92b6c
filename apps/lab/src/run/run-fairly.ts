import type { Result } from './run-experiment';

/** That a bound was missed while the generator was itself behind: the machine may have been too busy to tell. */
export function isInconclusive({ verdicts, runs }: Result): boolean {
  const isMissed = verdicts.some(({ passed }) => !passed);
  return isMissed && [...runs.values()].some(({ lateness }) => lateness.fellBehind);
}

/**
 * Runs an experiment, and once more if it was not fair.
 *
 * @param onUnfair told of the result that does not count
 */
export async function runFairly(
  run: () => Promise<Result>,
  onUnfair: (result: Result) => void,
): Promise<Result> {
  const result = await run();
  if (!isInconclusive(result)) return result;
  onUnfair(result);
  return run();
}
