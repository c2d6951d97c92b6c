import type { Clock } from '@flotilla/call';
import { Backoff } from '../backoff';
import { TokenBucket } from './token-bucket';

export interface WatchPlanOptions {
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
  /** From 0 to 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** The next query: wait `delayMs`, then ask for what changed since `index`; 0 asks for an answer at once. */
export interface PlannedQuery {
  readonly delayMs: number;
  readonly index: number;
}

/**
 * When to ask Consul what, by its rules for blocking queries: an index that goes backwards starts over from 0, one
 * below 1 counts as 1, and after an error the index is forgotten (a wiped Consul would block on an old one).
 *
 * Answers that do not block are paced to a burst of 2, then one per 100 ms. Errors back off.
 */
export class WatchPlan {
  readonly #bucket: TokenBucket;
  readonly #backoff: Backoff;
  #index = 0;

  constructor({ clock = () => performance.now(), random = Math.random }: WatchPlanOptions = {}) {
    this.#bucket = new TokenBucket({ burst: 2, intervalMs: 100, clock });
    this.#backoff = new Backoff(random);
  }

  next(): PlannedQuery {
    return { delayMs: Math.max(this.#bucket.reserve(), this.#backoff.delayMs), index: this.#index };
  }

  succeeded(index: number): void {
    this.#backoff.succeeded();
    const sane = Math.max(1, index);
    this.#index = sane < this.#index ? 0 : sane;
  }

  failed(): void {
    this.#backoff.failed();
    this.#index = 0;
  }
}
