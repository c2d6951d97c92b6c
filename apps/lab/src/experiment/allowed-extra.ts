/** What a budget with a sliding window allows, as `RetryBudget` does. */
export interface AllowedExtra {
  /** Of the calls of the window. */
  readonly ratio: number;
  /** However few calls there are. */
  readonly minPerSecond: number;
  readonly windowMs: number;
}

/** A window is so many slices, the last of which has only begun. */
const slices = 10;

/**
 * How many attempts more than calls a budget allows in a span at a steady rate, as a share of the calls. A window may be a slice
 * shorter than its name says, and none knows of a span: one that began before the failures has all its budget left for them.
 * So a short span may see more than a long one, and `spanMs` is best a slice less than some windows.
 */
export function allowedExtra(
  { ratio, minPerSecond, windowMs }: AllowedExtra,
  ratePerSecond: number,
  spanMs: number,
): number {
  const windows = Math.ceil((spanMs + windowMs / slices) / windowMs);
  return (windows * windowMs * (ratio * ratePerSecond + minPerSecond)) / (ratePerSecond * spanMs);
}
