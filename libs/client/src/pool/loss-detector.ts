import type { Listed } from './membership';
import { isSuddenLoss } from './membership';

/**
 * Compares each listing with the largest of the last `memoryMs`, so that a registry which loses its entries one by one
 * is noticed, too. It remembers one listing: when that is too old, the comparison goes on from the one just replaced.
 */
export class LossDetector {
  readonly #memoryMs: number;
  #current: Listed | undefined;
  #largest: Listed | undefined;
  /** When `#largest` was last the current one. */
  #largestAt = -Infinity;

  constructor(memoryMs: number) {
    this.#memoryMs = memoryMs;
  }

  /** The listing has changed; returns whether it has suddenly lost more than half. */
  isSudden(listed: Listed, now: number): boolean {
    this.#replaceCurrent(listed, now);
    return this.#largest !== undefined && isSuddenLoss(this.#largest, listed);
  }

  #replaceCurrent(listed: Listed, now: number): void {
    const before = this.#current;
    this.#current = listed;
    if (!before) return;
    // Of equal listings the later one: instances that are replaced, one after the other, are not lost.
    const isLargest = before.ids.size >= (this.#largest?.ids.size ?? 0);
    if (!isLargest && now - this.#largestAt < this.#memoryMs) return;
    this.#largest = before;
    this.#largestAt = now;
  }
}
