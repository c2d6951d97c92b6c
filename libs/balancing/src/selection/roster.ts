import { endpointKey } from '@flotilla/call';
import type { Endpoint } from '@flotilla/call';

/** What a policy keeps for one endpoint. */
export interface Node {
  endpoint: Endpoint;
}

/**
 * The nodes of the current endpoints; a node lives as long as its endpoint's id and address stay.
 *
 * Endpoints are told apart by identity first: of thousands only those that came or went cost more than a look.
 */
export class Roster<N extends Node> {
  readonly #byEndpoint = new Map<Endpoint, N>();
  #nodes: readonly N[] = [];

  get nodes(): readonly N[] {
    return this.#nodes;
  }

  of(endpoint: Endpoint): N | undefined {
    return this.#byEndpoint.get(endpoint);
  }

  /**
   * @param create makes the node of an endpoint that was not there before
   * @returns the nodes of the endpoints that are there no more
   */
  update(endpoints: readonly Endpoint[], create: (endpoint: Endpoint) => N): readonly N[] {
    const added = endpoints.filter((endpoint) => !this.#byEndpoint.has(endpoint));
    const mayHaveLeft = this.#byEndpoint.size + added.length > endpoints.length;
    const left = mayHaveLeft ? this.#takeAllBut(endpoints) : new Map<string, N>();
    if (added.length === 0 && left.size === 0) return [];
    for (const endpoint of added) this.#add(endpoint, left, create);
    this.#nodes = [...this.#byEndpoint.values()];
    return [...left.values()];
  }

  /** Takes out the nodes of other endpoints than these, by id and address. */
  #takeAllBut(endpoints: readonly Endpoint[]): Map<string, N> {
    const staying = new Set(endpoints);
    const taken = new Map<string, N>();
    for (const [endpoint, node] of this.#byEndpoint) {
      if (staying.has(endpoint)) continue;
      this.#byEndpoint.delete(endpoint);
      taken.set(endpointKey(endpoint), node);
    }
    return taken;
  }

  #add(endpoint: Endpoint, left: Map<string, N>, create: (endpoint: Endpoint) => N): void {
    const key = endpointKey(endpoint);
    const node = left.get(key) ?? create(endpoint);
    left.delete(key);
    node.endpoint = endpoint;
    this.#byEndpoint.set(endpoint, node);
  }
}
