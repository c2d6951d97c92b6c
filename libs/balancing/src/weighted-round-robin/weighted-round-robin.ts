import type { Endpoint } from '@flotilla/call';
import type { Pick, PickContext, Policy } from '../balancer';
import { search } from '../selection/search';
import { StaticStride } from './static-stride';

/** With light endpoints, turns do not come to all: after a few that are to be avoided, any other is taken. */
const maxTurns = 4;

const nothing = (): void => undefined;

/** Each endpoint in its turn, heavier ones more often: by nothing but weight. Starts at random, as round robin does. */
export class WeightedRoundRobin implements Policy {
  readonly #stride: StaticStride;
  #endpoints: readonly Endpoint[] = [];

  constructor(random: () => number) {
    this.#stride = new StaticStride(random());
  }

  update(endpoints: readonly Endpoint[]): void {
    this.#endpoints = endpoints;
    this.#stride.weigh(endpoints.map(({ weight }) => weight));
  }

  pick({ avoid }: PickContext = {}): Pick | undefined {
    if (this.#endpoints.length === 0) return undefined;
    const index = this.#stride.next();
    const endpoint = avoid ? this.#avoiding(avoid, index) : this.#endpoints[index];
    return endpoint && { endpoint, done: nothing };
  }

  #avoiding(avoid: ReadonlySet<string>, first: number): Endpoint | undefined {
    const allowed = ({ id }: Endpoint): boolean => !avoid.has(id);
    let index = first;
    for (let turns = 1; turns < maxTurns; turns++) {
      const endpoint = this.#endpoints[index];
      if (endpoint && allowed(endpoint)) return endpoint;
      index = this.#stride.next();
    }
    return search(this.#endpoints, index, allowed) ?? this.#endpoints[first];
  }
}
