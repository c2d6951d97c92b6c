import type { Form } from '../experiment/form';
import type { Result } from './run-experiment';

/** That a bound was missed while the generator was itself behind: the machine may have been too busy to tell. */
export function isInconclusive(result: Result): boolean {
  return isMissed(result) && [...result.runs.values()].some(({ lateness }) => lateness.fellBehind);
}

/** That a bound was missed. */
export function isMissed({ verdicts }: Result): boolean {
  return verdicts.some(({ passed }) => !passed);
}

/**
 * Runs an experiment, and once more if it was not fair. In the short form a miss is, too: of a percentile of so few calls a
 * second in which the machine does something else makes half. What is missed twice is missed.
 *
 * @param onAgain told of the result that does not count
 */
export async function runFairly(
  { full }: Form,
  run: () => Promise<Result>,
  onAgain: (result: Result) => void,
): Promise<Result> {
  const result = await run();
  if (full ? !isInconclusive(result) : !isMissed(result)) return result;
  onAgain(result);
  return run();
}
