import { valueOf } from '../chapter/quoted';
import { isWithin } from './bound';
import type { Bound } from './bound';
import { parseCheck } from './check';
import type { Check } from './check';
import { readFigure, wasBusy } from './figure';

/** What became of a check that nothing contradicts. */
export interface Judged {
  /** For who watches. */
  readonly told: string;
  /** False when the machine was too busy for a judgement. */
  readonly judged: boolean;
}

/**
 * Asserts that a figure is what the text says: between its bounds, as the number that the text quotes is.
 *
 * @param folder that the files are in.
 * @param output of the last block.
 * @returns what it was.
 * @throws Error with the figure and the bounds.
 */
export function assertCheck(
  { check: text, quoted }: { readonly check: string; readonly quoted?: string },
  folder: string,
  output: string,
): Judged {
  const check = parseCheck(text);
  const said = quoted === undefined ? undefined : valueOf(quoted);
  const bound = check.bound ?? (said === undefined ? undefined : { min: said, max: said });
  if (!bound) throw new Error('a check that follows no number needs a bound');
  if (said !== undefined) assertWithin('the text says', said, bound, text);
  // Whole again: 0.29 * 100 is not 29.
  const figure = Number((readFigure(check.source, folder, output) * check.factor).toPrecision(12));
  if (isTooBusy(check, folder))
    return { told: `${figure}, not judged: the machine was too busy for the load`, judged: false };
  assertWithin('it is', figure, bound, text);
  return { told: String(figure), judged: true };
}

function assertWithin(what: string, value: number, bound: Bound, check: string): void {
  if (!isWithin(value, bound))
    throw new Error(`${what} ${value}, must be ${bound.min} to ${bound.max}: ${check}`);
}

function isTooBusy({ onlyIfCalm, source }: Check, folder: string): boolean {
  if (!onlyIfCalm) return false;
  if (source.kind !== 'json') throw new Error('only the result of a load says whether it was calm');
  return wasBusy(source, folder);
}
