/** Peers hold what is left of a call in 32 bits of milliseconds, 24 days: what is beyond would be over when it begins. */
const maxMs = 2 ** 31 - 1;

/**
 * A deadline of `performance.now()` as whole milliseconds since the epoch, rounded up: it must not fire early. One that is more
 * than 24 days away is none.
 */
export function toWallClock(deadline: number): number {
  const leftMs = Math.ceil(deadline - performance.now());
  return leftMs > maxMs ? Infinity : Date.now() + leftMs;
}
