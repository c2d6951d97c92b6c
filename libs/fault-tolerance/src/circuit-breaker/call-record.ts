import { SlidingCount } from '../sliding-count';

/** How the calls of a window ended. A call may be failed and slow. */
export interface Counts {
  readonly calls: number;
  readonly failed: number;
  readonly slow: number;
}

/** Counts calls over a sliding window, in tenths of it. */
export class CallRecord {
  readonly #calls: SlidingCount;
  readonly #failed: SlidingCount;
  readonly #slow: SlidingCount;

  constructor(windowMs: number) {
    this.#calls = new SlidingCount(windowMs);
    this.#failed = new SlidingCount(windowMs);
    this.#slow = new SlidingCount(windowMs);
  }

  add(failed: boolean, slow: boolean, now: number): void {
    this.#calls.add(now);
    if (failed) this.#failed.add(now);
    if (slow) this.#slow.add(now);
  }

  counts(now: number): Counts {
    return { calls: this.#calls.total(now), failed: this.#failed.total(now), slow: this.#slow.total(now) };
  }
}
