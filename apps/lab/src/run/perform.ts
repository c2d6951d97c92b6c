import { setTimeout as delay } from 'node:timers/promises';
import type { Step } from '../experiment/experiment';
import type { Fleet } from '../fleet/fleet';
import type { Mark } from './run';

/**
 * Does the steps of a plan, each at its time, or as soon as the one before is done. A step is marked when it begins.
 *
 * @param originMs when the load began, in milliseconds of `performance.now()`
 */
export async function perform(
  steps: readonly Step[],
  fleet: Fleet,
  originMs: number,
  signal: AbortSignal,
): Promise<Mark[]> {
  const marks: Mark[] = [];
  const elapsedMs = (): number => performance.now() - originMs;
  for (const { atMs, label, act } of steps) {
    await delay(Math.max(0, atMs - elapsedMs()), undefined, { signal });
    marks.push({ label, atMs: elapsedMs() });
    await act(fleet);
  }
  return marks;
}
