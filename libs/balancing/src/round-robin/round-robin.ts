import type { Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';

/** Each endpoint in its turn. Starts at random, so that the clients of a fleet do not move in step. Ignores weights. */
export class RoundRobin implements Policy {
  readonly #random: () => number;
  #picks: readonly Pick[] = [];
  #next: number | undefined;

  constructor(random: () => number) {
    this.#random = random;
  }

  update(endpoints: readonly Endpoint[]): void {
    this.#picks = endpoints.map((endpoint) => ({ endpoint, done: () => undefined }));
  }

  pick({ avoid }: PickContext = {}): Pick | undefined {
    const turn = this.#turn();
    if (!avoid) return turn;
    for (let pick = turn, turns = this.#picks.length; pick && turns > 0; pick = this.#turn(), turns--) {
      if (!avoid.has(pick.endpoint.id)) return pick;
    }
    return turn;
  }

  #turn(): Pick | undefined {
    if (this.#picks.length === 0) return undefined;
    const index = (this.#next ??= Math.floor(this.#random() * this.#picks.length)) % this.#picks.length;
    this.#next = index + 1;
    return this.#picks[index];
  }
}
