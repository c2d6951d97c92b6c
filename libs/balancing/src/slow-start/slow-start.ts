import type { Clock, Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import type { Arrivals } from './arrivals';

/** The share that an endpoint starts with, of its fair one. Source: Envoy's `min_weight_percent`. */
const minFactor = 0.1;
/** How many picks are given back for one call: bounds what it costs when nearly all are warming. */
const maxRedraws = 8;

export interface SlowStartParts {
  /** What chooses; asked at each update. */
  readonly leaf: () => Policy;
  /** How long a newcomer warms up, in milliseconds; 0: not at all. Asked at each update. */
  readonly windowMs: () => number;
  /** Knows the endpoints of an update before it comes here. */
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * An endpoint that joins others takes its share little by little: its caches are cold, and calls would pile up on it.
 * Works around any policy by giving picks of it back; the next draw avoids it. Source: Envoy's slow start.
 */
export class SlowStart implements Policy {
  readonly #parts: SlowStartParts;
  #leaf: Policy;
  #windowMs = 0;
  #firstArrivedAt = -Infinity;
  /** -Infinity when nothing is warming. */
  #lastArrivedAt = -Infinity;

  constructor(parts: SlowStartParts) {
    this.#parts = parts;
    this.#leaf = parts.leaf();
  }

  update(endpoints: readonly Endpoint[]): void {
    this.#leaf = this.#parts.leaf();
    this.#leaf.update(endpoints);
    this.#windowMs = this.#parts.windowMs();
    this.#time(this.#windowMs > 0 ? endpoints : []);
  }

  pick(context?: PickContext): Pick | undefined {
    const pick = this.#leaf.pick(context);
    if (!pick || this.#lastArrivedAt === -Infinity) return pick;
    const now = this.#parts.clock();
    if (now < this.#lastArrivedAt + this.#windowMs) return this.#redraw(pick, context, now);
    this.#lastArrivedAt = -Infinity;
    return pick;
  }

  latencies(): Iterable<readonly [Endpoint, number]> {
    return this.#leaf.latencies?.() ?? [];
  }

  #time(endpoints: readonly Endpoint[]): void {
    this.#firstArrivedAt = Infinity;
    this.#lastArrivedAt = -Infinity;
    for (const endpoint of endpoints) {
      const arrivedAt = this.#parts.arrivals.of(endpoint);
      this.#firstArrivedAt = Math.min(this.#firstArrivedAt, arrivedAt);
      this.#lastArrivedAt = Math.max(this.#lastArrivedAt, arrivedAt);
    }
  }

  /** Gives warming endpoints back by chance, while there are others that the call has not tried. */
  #redraw(first: Pick, context: PickContext | undefined, now: number): Pick {
    let pick = first;
    let avoid: Set<string> | undefined;
    for (let redraws = 0; redraws < maxRedraws && !this.#takes(pick.endpoint, now); redraws++) {
      avoid = (avoid ?? new Set(context?.avoid)).add(pick.endpoint.id);
      const other = this.#leaf.pick({ ...context, avoid });
      const isOther = other !== undefined && !avoid.has(other.endpoint.id);
      (isOther ? pick : other)?.done({ kind: 'cancelled' });
      if (!isOther) return pick;
      pick = other;
    }
    return pick;
  }

  /** Compared with the one that is here the longest: where all are cold, they share evenly. */
  #takes(endpoint: Endpoint, now: number): boolean {
    const arrivedAt = this.#parts.arrivals.of(endpoint);
    const factor = this.#factor(arrivedAt, now) / this.#factor(this.#firstArrivedAt, now);
    return factor >= 1 || this.#parts.random() < factor;
  }

  #factor(arrivedAt: number, now: number): number {
    return Math.min(1, Math.max(minFactor, (now - arrivedAt) / this.#windowMs));
  }
}
