import type { Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';

const nothing = (): void => undefined;

/** Each endpoint in its turn. Starts at random, so that the clients of a fleet do not move in step. Ignores weights. */
export class RoundRobin implements Policy {
  readonly #random: () => number;
  #endpoints: readonly Endpoint[] = [];
  #next: number | undefined;

  constructor(random: () => number) {
    this.#random = random;
  }

  update(endpoints: readonly Endpoint[]): void {
    this.#endpoints = endpoints;
  }

  pick({ avoid }: PickContext = {}): Pick | undefined {
    const endpoint = this.#turn();
    return endpoint && { endpoint: avoid ? this.#avoiding(avoid, endpoint) : endpoint, done: nothing };
  }

  #avoiding(avoid: ReadonlySet<string>, first: Endpoint): Endpoint {
    let endpoint: Endpoint | undefined = first;
    for (let turns = this.#endpoints.length; endpoint && turns > 0; endpoint = this.#turn(), turns--) {
      if (!avoid.has(endpoint.id)) return endpoint;
    }
    return first;
  }

  #turn(): Endpoint | undefined {
    const { length } = this.#endpoints;
    if (length === 0) return undefined;
    const index = (this.#next ??= Math.floor(this.#random() * length)) % length;
    this.#next = index + 1;
    return this.#endpoints[index];
  }
}
