import type { StopRule } from '../scenario/scenario';
import { slowMs } from './timeline';
import type { Timeline } from './timeline';

const secondMs = 1_000;

/** Whether the last seconds were all bad, as many as the rule says. A second is judged when what has not ended is slow. */
export function isBroken(seconds: Timeline, { badShare, forMs }: StopRule, elapsedMs: number): boolean {
  const judged = Math.floor((elapsedMs - slowMs) / secondMs);
  const needed = Math.ceil(forMs / secondMs);
  const last = Array.from({ length: needed }, (_, index) => judged - 1 - index);
  return judged >= needed && last.every((second) => seconds.badShareAt(second * secondMs) >= badShare);
}
