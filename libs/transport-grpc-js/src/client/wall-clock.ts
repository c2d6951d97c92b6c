/**
 * Peers hold what is left of a call in 31 bits of milliseconds, 24 days: what is beyond would be over when it begins. So much
 * time travels in whole seconds, rounded up.
 */
const maxMs = 2_147_483_000;

/**
 * A deadline of `performance.now()` as whole milliseconds since the epoch, rounded up: it must not fire early. One that is more
 * than 24 days away is none.
 */
export function toWallClock(deadline: number): number {
  const leftMs = Math.ceil(deadline - performance.now());
  return leftMs > maxMs ? Infinity : Date.now() + leftMs;
}
