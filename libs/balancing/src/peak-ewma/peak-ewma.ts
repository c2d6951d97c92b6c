import type { Clock, Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import { inFlight } from '../in-flight';
import { Seats } from '../selection/seats';
import type { Seat } from '../selection/seats';
import { betterOfTwo } from '../selection/two-choices';
import { EndpointLoads } from './endpoint-loads';

/** The latency of an endpoint while nothing is known of any. Source: DESIGN; Finagle assumes a penalty instead. */
const defaultLatencyMs = 30;

/**
 * Of two endpoints drawn at random, the one with the lower load = latency × (pending + 1) / weight, where latency is
 * a moving average that is sensitive to peaks. Of the two, one that was not picked for 10 s wins, or for 1, 2, 4 … s after
 * that many failures in a row: so a failing or slow endpoint is probed, by one call.
 */
export class P2cPeakEwma implements Policy {
  readonly #seats = new Seats();
  readonly #loads = new EndpointLoads();
  readonly #clock: Clock;
  readonly #random: () => number;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  update(endpoints: readonly Endpoint[]): void {
    const now = this.#clock();
    let costMs: number | undefined;
    this.#seats.update(endpoints, ({ slot }) =>
      this.#loads.start(slot, (costMs ??= this.#meanCostMs(now)), now),
    );
  }

  pick(context?: PickContext): Pick | undefined {
    const now = this.#clock();
    const seat = betterOfTwo(this.#seats.all, context?.avoid, this.#random, (a, b) =>
      this.#better(a, b, now),
    );
    if (!seat) return undefined;
    this.#loads.begin(seat.slot, now);
    return inFlight(seat.endpoint, (outcome) => {
      const isOwn = outcome.kind === 'success' || this.#anotherWorks(seat);
      this.#loads.end(seat.slot, outcome, now, this.#clock(), isOwn);
    });
  }

  latencies(): Iterable<readonly [Endpoint, number]> {
    const now = this.#clock();
    return this.#seats.all.map(({ endpoint, slot }) => [endpoint, this.#loads.costMs(slot, now)]);
  }

  #better(a: Seat, b: Seat, now: number): Seat {
    const unseen = this.#loads.unseen(a.slot, now);
    if (unseen !== this.#loads.unseen(b.slot, now)) return unseen ? a : b;
    return this.#loadByWeight(a, now) <= this.#loadByWeight(b, now) ? a : b;
  }

  #anotherWorks(seat: Seat): boolean {
    return this.#seats.all.some((other) => other !== seat && !this.#loads.failing(other.slot));
  }

  #loadByWeight({ slot }: Seat, now: number): number {
    return this.#loads.load(slot, now) / this.#seats.weight(slot);
  }

  /** Where a new endpoint starts: at 0 it would get every call of a burst. Failing siblings do not count. */
  #meanCostMs(now: number): number {
    const working = this.#seats.all.filter(({ slot }) => !this.#loads.failing(slot));
    if (working.length === 0) return defaultLatencyMs;
    return working.reduce((sum, { slot }) => sum + this.#loads.costMs(slot, now), 0) / working.length;
  }
}
