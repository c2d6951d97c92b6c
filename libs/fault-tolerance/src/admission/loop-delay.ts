import type { Clock } from '@flotilla/call';

const tickMs = 20;
/** So many turns in a row must be late: one that is on time has no queue before it. */
const turns = 3;

/**
 * How late the event loop of this process runs: the least lateness of the last three ticks of a timer. A single pause, as
 * of a garbage collector or a busy machine, is over when it is noticed; only work that keeps coming makes every turn late.
 * Source: CoDel, which tells a standing queue from a burst by the least delay of an interval.
 *
 * It begins to measure when it is first read, and does not keep the process alive.
 */
export class LoopDelay {
  readonly #clock: Clock;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #tickedAt = 0;
  #latenesses: readonly number[] = [];
  #delayMs = 0;

  /** @param clock monotonic milliseconds */
  constructor(clock: Clock = () => performance.now()) {
    this.#clock = clock;
  }

  /** Milliseconds; 0 before the third tick and when closed. */
  read(): number {
    if (!this.#timer && !this.#isClosed) this.#start();
    return this.#delayMs;
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#delayMs = 0;
  }

  #start(): void {
    this.#tickedAt = this.#clock();
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#timer.unref();
  }

  #tick(): void {
    const now = this.#clock();
    const lateMs = Math.max(now - this.#tickedAt - tickMs, 0);
    this.#tickedAt = now;
    this.#latenesses = [...this.#latenesses, lateMs].slice(-turns);
    this.#delayMs = this.#latenesses.length < turns ? 0 : Math.min(...this.#latenesses);
  }
}
