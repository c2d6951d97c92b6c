import type { Method } from '@flotilla/call';
import { Gate } from '../limiter/gate';
import type { GateState, LimitEvent, Refusal, Ticket } from '../limiter/gate';
import { LoopDelay } from './loop-delay';
import { resolveAdmission } from './options';
import type { AdmissionOptions, AdmissionSettings } from './options';

/** Why a call does not get in, and when to come back. */
export interface AdmissionRefusal {
  readonly admitted: false;
  readonly reason: Refusal['reason'] | 'loop_delay';
  /** What the limit is on: calls in flight, open streams, or the delay of the event loop in milliseconds. */
  readonly measured: number;
  readonly limit: number;
  readonly pushbackMs: number;
}

/**
 * What a server admits: as much as its limit and its event loop bear. `admission()` puts it around calls, and around the
 * requests of an HTTP edge as soon as their bodies are there.
 */
export class Admission {
  readonly #gate: Gate;
  readonly #random: () => number;
  readonly #ownLoopDelay = new LoopDelay();
  readonly #loopDelayMs: () => number;
  #settings: ReturnType<typeof resolveAdmission>;

  /** @throws RangeError for a bad option */
  constructor(options: AdmissionOptions = {}) {
    this.#settings = resolveAdmission(options);
    this.#gate = new Gate(options);
    this.#random = options.random ?? Math.random;
    this.#loopDelayMs = options.loopDelayMs ?? (() => this.#ownLoopDelay.read());
  }

  get state(): GateState {
    return this.#gate;
  }

  /** Calls back when the limit has changed, until the returned function is called. */
  observe(listener: (event: LimitEvent) => void): () => void {
    return this.#gate.observe(listener);
  }

  /**
   * Keeps what is in flight and learned; what is left out goes back to its default.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: AdmissionSettings): void {
    const settings = resolveAdmission(options);
    this.#gate.reconfigure(options);
    this.#settings = settings;
  }

  /** A ticket, which must be left when the work is over, or why there is none. Nothing waits. */
  tryEnter(method: Method): Ticket | AdmissionRefusal {
    const { enabled, maxLoopDelayMs } = this.#settings;
    const delayMs = enabled ? this.#loopDelayMs() : 0;
    if (delayMs > maxLoopDelayMs && this.#random() < 1 - maxLoopDelayMs / delayMs)
      return this.#refuse('loop_delay', Math.round(delayMs), maxLoopDelayMs);
    const entry = this.#gate.tryEnter(method);
    return entry.admitted ? entry : this.#refuse(entry.reason, entry.inFlight, entry.limit);
  }

  /** Stops its timer, for good. */
  close(): void {
    this.#ownLoopDelay.close();
  }

  #refuse(reason: AdmissionRefusal['reason'], measured: number, limit: number): AdmissionRefusal {
    const pushbackMs = Math.round(this.#settings.pushbackMs * (0.5 + this.#random()));
    return { admitted: false, reason, measured, limit, pushbackMs };
  }
}
