import type { Clock } from '@flotilla/call';
import { checkOption } from '../option';
import { SlidingCount } from '../sliding-count';

export interface RetryBudgetOptions {
  /**
   * Default true. False: nothing is bounded, and an outage is answered with as many times its load as there are attempts,
   * at each hop. To show what a budget is for, not to run.
   */
  readonly enabled?: boolean;
  /** Retries that the calls of the window allow, as a share of them. Default 0.2 (Finagle). */
  readonly ratio?: number;
  /** Retries per second that are allowed however few calls there are. Default 10 (Finagle). */
  readonly minPerSecond?: number;
  /** How long calls and retries count. Default 10,000 (Finagle). */
  readonly ttlMs?: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

/** What may change while it runs. */
export type RetryBudgetSettings = Omit<RetryBudgetOptions, 'ttlMs' | 'clock'>;

/**
 * Bounds the load that retries and hedges add, over all calls that share it. In any ten tenths of `ttlMs` that end with a
 * retry:
 *
 *     retries ≤ ratio × calls + minPerSecond × ttl
 *
 * so with the defaults, at a steady rate of calls per second, attempts / calls ≤ 1.2 + 10 / rate, however much fails.
 * Source: Finagle's `RetryBudget`.
 */
export class RetryBudget {
  readonly #ttlMs: number;
  readonly #clock: Clock;
  readonly #calls: SlidingCount;
  readonly #retries: SlidingCount;
  /** As it was made. */
  readonly #own: RetryBudgetSettings;
  #settings: Required<RetryBudgetSettings>;

  /** @throws RangeError for a bad option */
  constructor(options: RetryBudgetOptions = {}) {
    const { ttlMs = 10_000, clock = () => performance.now() } = options;
    this.#own = options;
    this.#settings = resolve(options);
    checkOption('ttlMs', ttlMs, ttlMs >= 1_000 && ttlMs <= 60_000, 'from 1000 to 60000');
    this.#ttlMs = ttlMs;
    this.#clock = clock;
    this.#calls = new SlidingCount(ttlMs);
    this.#retries = new SlidingCount(ttlMs);
  }

  /**
   * Keeps what was counted; what is left out goes back to what it was made with.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: RetryBudgetSettings): void {
    this.#settings = resolve({ ...this.#own, ...options });
  }

  /** Counts a call; its retries and hedges are not calls. */
  deposit(): void {
    this.#calls.add(this.#clock());
  }

  /** Takes one retry or hedge from the budget; false when there is none left. */
  withdraw(): boolean {
    if (!this.hasLeft()) return false;
    this.#retries.add(this.#clock());
    return true;
  }

  /** Whether `withdraw` would take one. */
  hasLeft(): boolean {
    return this.left() >= 1;
  }

  /** Retries and hedges that `withdraw` would take now; Infinity when nothing is bounded. */
  left(): number {
    const { enabled, ratio, minPerSecond } = this.#settings;
    if (!enabled) return Infinity;
    const now = this.#clock();
    const allowed = (minPerSecond * this.#ttlMs) / 1_000 + ratio * this.#calls.total(now);
    return Math.max(0, Math.floor(allowed) - this.#retries.total(now));
  }
}

function resolve({
  enabled = true,
  ratio = 0.2,
  minPerSecond = 10,
}: RetryBudgetSettings): Required<RetryBudgetSettings> {
  checkOption('ratio', ratio, ratio >= 0 && ratio < Infinity, 'at least 0');
  checkOption('minPerSecond', minPerSecond, minPerSecond >= 0 && minPerSecond < Infinity, 'at least 0');
  return { enabled, ratio, minPerSecond };
}
