const baseMs = 100;
/** A registry that comes back is asked within this, and a new instance gets its calls soon after. */
const capMs = 10_000;

/**
 * How long to wait before what failed is tried again: full jitter, a random time between 0 and 100 ms × 2^failures, at
 * most 10 s, so that a fleet does not return at one moment.
 */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;

  /** @param random from 0 to 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  get delayMs(): number {
    return this.#failures === 0 ? 0 : this.#random() * Math.min(capMs, baseMs * 2 ** this.#failures);
  }

  failed(): void {
    this.#failures += 1;
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
