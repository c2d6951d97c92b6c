const leastMs = 1;
const meanExtraMs = 3;
/** The longest. */
export const mostWorkMs = 20;

/** What one call takes in good health, in milliseconds: 1 at least, 4 on average, 20 at most, with a tail as real work has. */
export function workTimeMs(random: () => number): number {
  return Math.min(mostWorkMs, leastMs - meanExtraMs * Math.log(1 - random()));
}
