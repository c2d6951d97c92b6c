import { setTimeout as delay } from 'node:timers/promises';

/**
 * Polls until a condition holds.
 *
 * @throws Error naming what did not happen, after `timeoutMs`.
 */
export async function until(
  what: string,
  timeoutMs: number,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await delay(50);
  }
}
