const firstMs = 250;
const maxMs = 10_000;
/** Takes off up to a fifth, so that processes which died together do not return together. */
const jitter = 0.2;

/**
 * How long to wait before a process is started again: 250 ms, doubled with each failure, 10 s at most.
 *
 * @param failures how many in a row, from 1.
 * @param random chance from 0 to 1.
 */
export function restartDelayMs(failures: number, random: number): number {
  return Math.min(maxMs, firstMs * 2 ** (failures - 1)) * (1 - jitter * random);
}
