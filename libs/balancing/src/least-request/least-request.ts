import type { Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import { inFlight } from '../in-flight';
import { Column } from '../selection/column';
import { Seats } from '../selection/seats';
import type { Seat } from '../selection/seats';
import { betterOfTwo } from '../selection/two-choices';

/** Of two endpoints drawn at random, the one with fewer calls pending for its weight. Source: Envoy's least request. */
export class LeastRequest implements Policy {
  readonly #seats = new Seats();
  readonly #pending = new Column();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  update(endpoints: readonly Endpoint[]): void {
    this.#seats.update(endpoints, ({ slot }) => this.#pending.set(slot, 0));
  }

  pick(context?: PickContext): Pick | undefined {
    const seat = betterOfTwo(this.#seats.all, context?.avoid, this.#random, this.#lessBusy);
    if (!seat) return undefined;
    this.#pending.add(seat.slot, 1);
    return inFlight(seat.endpoint, () => this.#pending.add(seat.slot, -1));
  }

  readonly #lessBusy = (a: Seat, b: Seat): Seat => {
    const [weightOfA, weightOfB] = [this.#seats.weight(a.slot), this.#seats.weight(b.slot)];
    const difference = this.#pending.get(a.slot) / weightOfA - this.#pending.get(b.slot) / weightOfB;
    if (difference !== 0) return difference < 0 ? a : b;
    // Equally idle ones share by weight: by the counts alone a light endpoint would get as much as a heavy one.
    return this.#random() * (weightOfA + weightOfB) < weightOfA ? a : b;
  };
}
