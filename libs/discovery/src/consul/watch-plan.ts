import type { Clock } from '@flotilla/call';
import { TokenBucket } from './token-bucket';

const backoffBaseMs = 100;
const backoffCapMs = 30_000;

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
 * Answers that do not block are paced to a burst of 2, then one per 100 ms. Errors back off with full jitter
 * (random between 0 and 100 ms × 2^failures, at most 30 s), so that a fleet does not return at one moment.
 */
export class WatchPlan {
  readonly #bucket: TokenBucket;
  readonly #random: () => number;
  #index = 0;
  #failures = 0;

  constructor({ clock = () => performance.now(), random = Math.random }: WatchPlanOptions = {}) {
    this.#bucket = new TokenBucket({ burst: 2, intervalMs: 100, clock });
    this.#random = random;
  }

  next(): PlannedQuery {
    return { delayMs: Math.max(this.#bucket.reserve(), this.#backoffMs()), index: this.#index };
  }

  succeeded(index: number): void {
    this.#failures = 0;
    const sane = Math.max(1, index);
    this.#index = sane < this.#index ? 0 : sane;
  }

  failed(): void {
    this.#failures += 1;
    this.#index = 0;
  }

  #backoffMs(): number {
    if (this.#failures === 0) return 0;
    return this.#random() * Math.min(backoffCapMs, backoffBaseMs * 2 ** this.#failures);
  }
}
