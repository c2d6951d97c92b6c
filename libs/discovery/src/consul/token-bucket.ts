import type { Clock } from '@flotilla/call';

export interface TokenBucketOptions {
  /** How many may go at once. */
  readonly burst: number;
  /** One token per so many milliseconds. */
  readonly intervalMs: number;
  readonly clock: Clock;
}

/** Paces by reservation: who finds the bucket empty learns how long to wait for the next token (GCRA, ITU-T I.371). */
export class TokenBucket {
  readonly #options: TokenBucketOptions;
  #nextSlot = -Infinity;

  constructor(options: TokenBucketOptions) {
    this.#options = options;
  }

  /** Takes a token, now or in advance. @returns milliseconds until it may be used. */
  reserve(): number {
    const { burst, intervalMs, clock } = this.#options;
    const now = clock();
    const slot = Math.max(this.#nextSlot, now - (burst - 1) * intervalMs);
    this.#nextSlot = slot + intervalMs;
    return Math.max(0, slot - now);
  }
}
