import { valueOf } from '../chapter/quoted';
import { isWithin } from './bound';
import { parseCheck } from './check';
import { readFigure } from './figure';

/**
 * Asserts that a figure is what the text says: between its bounds, as the number that the text quotes is.
 *
 * @returns what it was, for who watches.
 * @throws Error with the figure and the bounds.
 */
export function assertCheck(
  { check: text, quoted }: { readonly check: string; readonly quoted?: string },
  folder: string,
  output: string,
): string {
  const { source, factor, bound } = parseCheck(text);
  const said = quoted === undefined ? undefined : valueOf(quoted);
  const allowed = bound ?? (said === undefined ? undefined : { min: said, max: said });
  if (!allowed) throw new Error('a check that follows no number needs a bound');
  // Whole again: 0.29 * 100 is not 29.
  const figure = Number((readFigure(source, folder, output) * factor).toPrecision(12));
  if (!isWithin(figure, allowed))
    throw new Error(`it is ${figure}, must be ${allowed.min} to ${allowed.max}: ${text}`);
  if (said !== undefined && !isWithin(said, allowed))
    throw new Error(`the text says ${said}, which is not ${allowed.min} to ${allowed.max}: ${text}`);
  return `${figure}`;
}
