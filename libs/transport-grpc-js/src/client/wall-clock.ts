/** A deadline of `performance.now()` as whole milliseconds since the epoch, rounded up: it must not fire early. */
export function toWallClock(deadline: number): number {
  return deadline === Infinity ? Infinity : Date.now() + Math.ceil(deadline - performance.now());
}
