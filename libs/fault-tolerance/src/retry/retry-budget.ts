import type { Clock } from '@flotilla/call';
import { checkOption } from '../option';
import { SlidingCount } from './sliding-count';

export interface RetryBudgetOptions {
  /** Retries that the calls of the window allow, as a share of them. Default 0.2 (Finagle). */
  readonly ratio?: number;
  /** Retries per second that are allowed however few calls there are. Default 10 (Finagle). */
  readonly minPerSecond?: number;
  /** How long calls and retries count. Default 10,000 (Finagle). */
  readonly ttlMs?: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

/**
 * Bounds the load that retries and hedges add, over all calls that share it. In any ten tenths of `ttlMs`:
 *
 *     retries ≤ ratio × calls + minPerSecond × ttl
 *
 * so with the defaults, at a steady rate of calls per second, attempts / calls ≤ 1.2 + 10 / rate, however much fails.
 * Source: Finagle's `RetryBudget`.
 */
export class RetryBudget {
  readonly #ratio: number;
  readonly #reserve: number;
  readonly #clock: Clock;
  readonly #calls: SlidingCount;
  readonly #retries: SlidingCount;

  /** @throws RangeError for a bad option */
  constructor(options: RetryBudgetOptions = {}) {
    const { ratio = 0.2, minPerSecond = 10, ttlMs = 10_000, clock = () => performance.now() } = options;
    checkOption('ratio', ratio, ratio >= 0 && ratio < Infinity, 'at least 0');
    checkOption('minPerSecond', minPerSecond, minPerSecond >= 0 && minPerSecond < Infinity, 'at least 0');
    checkOption('ttlMs', ttlMs, ttlMs >= 1_000 && ttlMs <= 60_000, 'from 1000 to 60000');
    this.#ratio = ratio;
    this.#reserve = (minPerSecond * ttlMs) / 1_000;
    this.#clock = clock;
    this.#calls = new SlidingCount(ttlMs);
    this.#retries = new SlidingCount(ttlMs);
  }

  /** Counts a call; its retries and hedges are not calls. */
  deposit(): void {
    this.#calls.add(this.#clock());
  }

  /** Takes one retry or hedge from the budget; false when there is none left. */
  withdraw(): boolean {
    const now = this.#clock();
    const allowed = this.#reserve + this.#ratio * this.#calls.total(now);
    if (this.#retries.total(now) + 1 > allowed) return false;
    this.#retries.add(now);
    return true;
  }
}
