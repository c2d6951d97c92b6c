import type { Clock } from '@flotilla/call';

const tickMs = 20;
/** So many turns in a row must be late: one that is on time has no queue before it. */
const turns = 3;
/** A process that computed for a smaller share of a turn was kept from it. */
const ownShare = 1 / 3;

/** Milliseconds since some instant. */
export interface LoopTimes {
  /** Monotonic. */
  readonly now: Clock;
  /** For how long this process has computed. */
  readonly cpu: Clock;
}

/**
 * How late its own work makes the event loop of this process: the least lateness of the last three ticks of a timer. A
 * single pause, as of a garbage collector, is over when it is noticed; only work that keeps coming makes every turn late.
 * Source: CoDel, which tells a standing queue from a burst by the least delay of an interval.
 *
 * A turn in which this process computed for less than a third of the time is not late, however long it took: others had
 * the processor, and to refuse calls would give none of it back. A quota of less than a third of a core looks the same; then
 * only the limit on calls in flight protects.
 *
 * It begins to measure when it is first read, and does not keep the process alive.
 */
export class LoopDelay {
  readonly #times: LoopTimes;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #ticked = { at: 0, cpuMs: 0 };
  #latenesses: readonly number[] = [];
  #delayMs = 0;

  constructor(times: LoopTimes = ownTimes) {
    this.#times = times;
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
    this.#ticked = this.#tick();
    this.#timer = setInterval(() => this.#measure(), tickMs);
    this.#timer.unref();
  }

  #tick(): { at: number; cpuMs: number } {
    return { at: this.#times.now(), cpuMs: this.#times.cpu() };
  }

  #measure(): void {
    const { at, cpuMs } = this.#ticked;
    this.#ticked = this.#tick();
    const lastedMs = this.#ticked.at - at;
    const isOwn = this.#ticked.cpuMs - cpuMs >= ownShare * lastedMs;
    const lateMs = isOwn ? Math.max(lastedMs - tickMs, 0) : 0;
    this.#latenesses = [...this.#latenesses, lateMs].slice(-turns);
    this.#delayMs = this.#latenesses.length < turns ? 0 : Math.min(...this.#latenesses);
  }
}

const ownTimes: LoopTimes = {
  now: () => performance.now(),
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
};
