import type { Clock, Endpoint } from '@flotilla/call';
import { Roster } from '../selection/roster';
import type { Node } from '../selection/roster';

/** Those that come this soon after there were none belong to the first: a pool connects them one by one. */
const settleMs = 1_000;

interface Guest extends Node {
  arrivedAt: number;
}

/** Since when the endpoints of a balancer have been there: one for all of its groups, between which they may move. */
export class Arrivals {
  readonly #clock: Clock;
  readonly #guests = new Roster<Guest>();
  #settledAt = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  update(endpoints: readonly Endpoint[]): void {
    if (this.#guests.nodes.length === 0) this.#settledAt = this.#clock() + settleMs;
    const arrivedAt = this.#arrivingAt;
    this.#guests.update(endpoints, (endpoint) => ({ endpoint, arrivedAt }));
  }

  /** Takes an endpoint that had no calls for a while for one that arrives now. */
  renew(endpoint: Endpoint): void {
    const guest = this.#guests.of(endpoint);
    if (guest) guest.arrivedAt = this.#arrivingAt;
  }

  /** When an endpoint arrived; -Infinity for the first. */
  of(endpoint: Endpoint): number {
    return this.#guests.of(endpoint)?.arrivedAt ?? -Infinity;
  }

  get #arrivingAt(): number {
    const now = this.#clock();
    return now < this.#settledAt ? -Infinity : now;
  }
}
