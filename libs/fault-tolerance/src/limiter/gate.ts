import { Listeners } from '@flotilla/call';
import type { Clock, Code, Method } from '@flotilla/call';
import { outcomeOfCode } from '../outcome/outcome';
import { GradientLimit } from './gradient-limit';
import { FixedLimit } from './limit';
import type { Limit } from './limit';
import { resolveLimiter } from './options';
import type { LimiterOptions, LimiterSettings } from './options';

/** A place among the calls in flight, held until `leave`. */
export interface Ticket {
  readonly admitted: true;
  /** Gives the place back, once however often it is called. @param code how the call ended: tells what its latency says */
  leave(code: Code): void;
}

/** No place: as many as may be are in flight. */
export interface Refusal {
  readonly admitted: false;
  readonly reason: 'limit' | 'streams';
  readonly inFlight: number;
  readonly limit: number;
}

/** The ticket when nothing is limited. */
export const freeTicket: Ticket = { admitted: true, leave: () => undefined };

/** For gauges. */
export interface GateState {
  /** Unary calls. */
  readonly inFlight: number;
  /** Streams that are open. */
  readonly streams: number;
  /** Unary calls that may be in flight now. */
  readonly limit: number;
}

export interface LimitEvent {
  /** The limit is at least a tenth from what it was at the last such event. */
  readonly type: 'limit';
  readonly limit: number;
}

const noticeable = 0.1;

/** Counts the calls and the streams in flight, and lets no more in than may be. */
export class Gate implements GateState {
  readonly #clock: Clock;
  /** Kept while a fixed limit is in force, with what it has learned. */
  readonly #gradient: GradientLimit;
  readonly #listeners = new Listeners<LimitEvent>();
  #settings: ReturnType<typeof resolveLimiter>;
  #limit: Limit;
  #announced: number;
  #inFlight = 0;
  #streams = 0;

  /** @throws RangeError for a bad option */
  constructor(options: LimiterOptions = {}) {
    this.#clock = options.clock ?? (() => performance.now());
    this.#settings = resolveLimiter(options);
    this.#gradient = new GradientLimit(options);
    this.#limit = this.#limitOf(this.#settings.limit);
    this.#announced = this.limit;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get streams(): number {
    return this.#streams;
  }

  get limit(): number {
    return this.#limit.current;
  }

  /** Calls back when the limit has changed, until the returned function is called. */
  observe(listener: (event: LimitEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Keeps what is in flight and what the gradient has learned; what is left out goes back to its default.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: LimiterSettings): void {
    const settings = resolveLimiter(options);
    this.#gradient.reconfigure(options);
    this.#settings = settings;
    this.#limit = this.#limitOf(settings.limit);
    this.#announce();
  }

  /** A ticket, which must be left when the call is over, or why there is none. */
  tryEnter({ kind, fullName }: Pick<Method, 'kind' | 'fullName'>): Ticket | Refusal {
    const { enabled, maxStreams } = this.#settings;
    if (!enabled) return freeTicket;
    const isStream = kind === 'server_stream';
    const [inFlight, limit] = isStream ? [this.#streams, maxStreams] : [this.#inFlight, this.limit];
    if (inFlight >= limit)
      return { admitted: false, reason: isStream ? 'streams' : 'limit', inFlight, limit };
    return isStream ? this.#enterStream() : this.#enterCall(fullName);
  }

  #enterStream(): Ticket {
    this.#streams++;
    return ticket(() => void this.#streams--);
  }

  #enterCall(method: string): Ticket {
    const beganAt = this.#clock();
    this.#inFlight++;
    return ticket((code) => {
      // The latency of a call that its caller gave up is the caller's.
      if (code !== 'CANCELLED') this.#sample(method, beganAt, code);
      this.#inFlight--;
    });
  }

  #sample(method: string, beganAt: number, code: Code): void {
    const now = this.#clock();
    const ok = outcomeOfCode(code) === 'success';
    // To find nothing, or the request at fault, may be quick where an answer takes long.
    const kind = ok && code !== 'OK' ? `${method} ${code}` : method;
    this.#limit.sample(kind, now - beganAt, this.#inFlight, now, ok);
    this.#announce();
  }

  #announce(): void {
    const { limit } = this;
    if (Math.abs(limit - this.#announced) < noticeable * this.#announced) return;
    this.#announced = limit;
    this.#listeners.emit({ type: 'limit', limit });
  }

  #limitOf(limit: number | 'gradient'): Limit {
    return limit === 'gradient' ? this.#gradient : new FixedLimit(limit);
  }
}

function ticket(leave: (code: Code) => void): Ticket {
  let isHeld = true;
  return {
    admitted: true,
    leave: (code) => {
      if (!isHeld) return;
      isHeld = false;
      leave(code);
    },
  };
}
