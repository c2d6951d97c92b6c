import type { Clock, Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import { Roster } from '../selection/roster';
import type { Node } from '../selection/roster';

/** The share that an endpoint starts with, of its fair one. Source: Envoy's `min_weight_percent`. */
const minFactor = 0.1;
/** Those that come this soon after there were none belong to the first: a pool connects them one by one. */
const settleMs = 1_000;
/** How many picks are given back for one call: bounds what it costs when nearly all are warming. */
const maxRedraws = 8;

interface Guest extends Node {
  /** -Infinity for the first. */
  readonly joinedAt: number;
}

export interface SlowStartParts {
  /** What chooses; asked at each update. */
  readonly leaf: () => Policy;
  /** How long a newcomer warms up, in milliseconds; 0: not at all. Asked at each update. */
  readonly windowMs: () => number;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * An endpoint that joins others takes its share little by little: its caches are cold, and calls would pile up on it.
 * Works around any policy by giving picks of it back; the next draw avoids it. Source: Envoy's slow start.
 */
export class SlowStart implements Policy {
  readonly #parts: SlowStartParts;
  readonly #guests = new Roster<Guest>();
  #leaf: Policy;
  #windowMs = 0;
  #settledAt = -Infinity;
  #firstJoinedAt = -Infinity;
  /** -Infinity when nothing is warming. */
  #lastJoinedAt = -Infinity;

  constructor(parts: SlowStartParts) {
    this.#parts = parts;
    this.#leaf = parts.leaf();
  }

  update(endpoints: readonly Endpoint[]): void {
    this.#leaf = this.#parts.leaf();
    this.#leaf.update(endpoints);
    this.#windowMs = this.#parts.windowMs();
    this.#receive(this.#windowMs > 0 ? endpoints : []);
  }

  pick(context?: PickContext): Pick | undefined {
    const pick = this.#leaf.pick(context);
    if (!pick || this.#lastJoinedAt === -Infinity) return pick;
    const now = this.#parts.clock();
    if (now < this.#lastJoinedAt + this.#windowMs) return this.#redraw(pick, context, now);
    this.#lastJoinedAt = -Infinity;
    return pick;
  }

  #receive(endpoints: readonly Endpoint[]): void {
    const now = this.#parts.clock();
    if (this.#guests.nodes.length === 0) this.#settledAt = now + settleMs;
    const joinedAt = now < this.#settledAt ? -Infinity : now;
    this.#guests.update(endpoints, (endpoint) => ({ endpoint, joinedAt }));
    this.#firstJoinedAt = Infinity;
    this.#lastJoinedAt = -Infinity;
    for (const guest of this.#guests.nodes) {
      this.#firstJoinedAt = Math.min(this.#firstJoinedAt, guest.joinedAt);
      this.#lastJoinedAt = Math.max(this.#lastJoinedAt, guest.joinedAt);
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
    const { joinedAt } = this.#guests.of(endpoint) ?? { joinedAt: -Infinity };
    const factor = this.#factor(joinedAt, now) / this.#factor(this.#firstJoinedAt, now);
    return factor >= 1 || this.#parts.random() < factor;
  }

  #factor(joinedAt: number, now: number): number {
    return Math.min(1, Math.max(minFactor, (now - joinedAt) / this.#windowMs));
  }
}
