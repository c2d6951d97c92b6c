import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@flotilla/call';
import type { Logger } from './logger';

export interface PatienceOptions {
  /** What is being tried: "waiting for the database". */
  readonly what: string;
  readonly logger: Logger;
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

const baseMs = 100;
const capMs = 2_000;
const sameReasonAfterMs = 5_000;

/**
 * Waits between failures of the same thing: full jitter (random between 0 and 100 ms × 2^failures, at most 2 s), and a
 * log line for each new reason, or every 5 s.
 */
export class Patience {
  readonly #options: Required<PatienceOptions>;
  #failures = 0;
  #last = { reason: '', at: -Infinity };

  constructor(options: PatienceOptions) {
    this.#options = { random: Math.random, clock: () => performance.now(), ...options };
  }

  /** Rejects at once when the signal aborts. */
  async failed(error: unknown, signal: AbortSignal): Promise<void> {
    this.#log(reasonOf(error));
    this.#failures += 1;
    const ceilingMs = Math.min(capMs, baseMs * 2 ** this.#failures);
    await delay(this.#options.random() * ceilingMs, undefined, { signal });
  }

  succeeded(): void {
    this.#failures = 0;
    this.#last = { reason: '', at: -Infinity };
  }

  #log(reason: string): void {
    const { what, logger, clock } = this.#options;
    const at = clock();
    if (reason === this.#last.reason && at - this.#last.at < sameReasonAfterMs) return;
    this.#last = { reason, at };
    logger.warn({ reason }, what);
  }
}

/** A name that resolves to several addresses fails with an error that has a code and no message. */
function reasonOf(error: unknown): string {
  const { cause, message, code } = Object(error) as { cause?: unknown; message?: string; code?: string };
  return cause ? reasonOf(cause) : message || code || String(error);
}
