import type { Clock } from '@flotilla/call';
import type { Logger } from 'pino';

const intervalMs = 1_000;

/** Logs what may go wrong again and again: one line per second at most, which says how many were left out before it. */
export class TroubleLog {
  readonly #logger: Logger;
  readonly #clock: Clock;
  #nextAt = -Infinity;
  #leftOut = 0;

  /** @param clock monotonic milliseconds. Default `performance.now` */
  constructor(logger: Logger, clock: Clock = () => performance.now()) {
    this.#logger = logger;
    this.#clock = clock;
  }

  warn(fields: object, message: string): void {
    const now = this.#clock();
    if (now < this.#nextAt) {
      this.#leftOut++;
      return;
    }
    this.#nextAt = now + intervalMs;
    this.#logger.warn(this.#leftOut === 0 ? fields : { ...fields, leftOut: this.#leftOut }, message);
    this.#leftOut = 0;
  }
}
