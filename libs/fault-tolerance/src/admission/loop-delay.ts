import type { Clock } from '@flotilla/call';

const tickMs = 20;
/** How far back the figure looks: a delay that lasts is seen within that time, and forgotten as fast. */
const memoryMs = 100;

/**
 * How late the event loop of this process runs: the lateness of a timer, averaged over about 100 ms. It begins to
 * measure when it is first read, and does not keep the process alive.
 */
export class LoopDelay {
  readonly #clock: Clock;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #tickedAt = 0;
  #delayMs = 0;

  /** @param clock monotonic milliseconds */
  constructor(clock: Clock = () => performance.now()) {
    this.#clock = clock;
  }

  /** Milliseconds; 0 before the first tick and when closed. */
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
    const elapsedMs = now - this.#tickedAt;
    this.#tickedAt = now;
    const lateMs = Math.max(elapsedMs - tickMs, 0);
    this.#delayMs += (lateMs - this.#delayMs) * (1 - Math.exp(-elapsedMs / memoryMs));
  }
}
