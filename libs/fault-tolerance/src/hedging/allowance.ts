import type { Clock } from '@flotilla/call';
import { RetryBudget } from '../retry/retry-budget';

/** How many hedges there may be: a share of the calls of 10 s, and no more than a budget shared with retry has left. */
export class Allowance {
  readonly #shared: RetryBudget | undefined;
  readonly #clock: Clock;
  #maxRatio: number;
  #cap: RetryBudget;

  constructor(maxRatio: number, shared: RetryBudget | undefined, clock: Clock) {
    this.#shared = shared;
    this.#clock = clock;
    this.#maxRatio = maxRatio;
    this.#cap = this.#newCap();
  }

  /** Counts a call that might be hedged. The shared budget is told by retry. */
  deposit(): void {
    this.#cap.deposit();
  }

  /** Takes one hedge; or says why there is none. */
  withdraw(): 'cap_reached' | 'budget_exhausted' | undefined {
    if (!this.#cap.hasLeft()) return 'cap_reached';
    if (this.#shared?.withdraw() === false) return 'budget_exhausted';
    this.#cap.withdraw();
    return undefined;
  }

  /** Another share begins with no calls, so that no window exceeds the greater of the two. */
  reconfigure(maxRatio: number): void {
    if (maxRatio === this.#maxRatio) return;
    this.#maxRatio = maxRatio;
    this.#cap = this.#newCap();
  }

  #newCap(): RetryBudget {
    return new RetryBudget({ ratio: this.#maxRatio, minPerSecond: 0, ttlMs: 10_000, clock: this.#clock });
  }
}
