import type { Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import { inFlight } from '../in-flight';
import { Roster } from '../selection/roster';
import type { Node } from '../selection/roster';
import { betterOfTwo } from '../selection/two-choices';

interface Busy extends Node {
  pending: number;
}

/** Of two endpoints drawn at random, the one with fewer calls pending for its weight. Source: Envoy's least request. */
export class LeastRequest implements Policy {
  readonly #roster = new Roster<Busy>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  update(endpoints: readonly Endpoint[]): void {
    this.#roster.update(endpoints, (endpoint) => ({ endpoint, pending: 0 }));
  }

  pick(context?: PickContext): Pick | undefined {
    const node = betterOfTwo(this.#roster.nodes, context?.avoid, this.#random, this.#lessBusy);
    if (!node) return undefined;
    node.pending++;
    return inFlight(node.endpoint, () => void node.pending--);
  }

  readonly #lessBusy = (a: Busy, b: Busy): Busy => {
    const difference = a.pending / a.endpoint.weight - b.pending / b.endpoint.weight;
    if (difference !== 0) return difference < 0 ? a : b;
    // Equally idle ones share by weight: by the counts alone a light endpoint would get as much as a heavy one.
    return this.#random() * (a.endpoint.weight + b.endpoint.weight) < a.endpoint.weight ? a : b;
  };
}
