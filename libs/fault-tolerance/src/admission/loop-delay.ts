import type { Clock } from '@flotilla/call';

const tickMs = 20;
/** So many turns in a row must be late: one that is on time has no queue before it. */
const turns = 3;

/**
 * How late its own work makes the event loop of this process: the least lateness of the last three ticks of a timer. A
 * single pause, as of a garbage collector, is over when it is noticed; only work that keeps coming makes every turn late.
 * Source: CoDel, which tells a standing queue from a burst by the least delay of an interval.
 *
 * Of a turn's lateness counts as much as this process computed meanwhile. The rest is other processes' on a busy machine,
 * and to refuse calls would give none of it back.
 *
 * It begins to measure when it is first read, and does not keep the process alive.
 */
export class LoopDelay {
  readonly #clock: Clock;
  readonly #cpuMs: () => number;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #tickedAt = 0;
  #tickedAtCpuMs = 0;
  #latenesses: readonly number[] = [];
  #delayMs = 0;

  /**
   * @param clock monotonic milliseconds
   * @param cpuMs how long this process has computed, in milliseconds
   */
  constructor(clock: Clock = () => performance.now(), cpuMs = ownCpuMs) {
    this.#clock = clock;
    this.#cpuMs = cpuMs;
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
    this.#tickedAtCpuMs = this.#cpuMs();
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#timer.unref();
  }

  #tick(): void {
    const [now, cpuMs] = [this.#clock(), this.#cpuMs()];
    const lateMs = Math.max(now - this.#tickedAt - tickMs, 0);
    const ownMs = Math.min(lateMs, cpuMs - this.#tickedAtCpuMs);
    [this.#tickedAt, this.#tickedAtCpuMs] = [now, cpuMs];
    this.#latenesses = [...this.#latenesses, ownMs].slice(-turns);
    this.#delayMs = this.#latenesses.length < turns ? 0 : Math.min(...this.#latenesses);
  }
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
