import { endpointKey } from '@flotilla/call';
import type { Endpoint } from '@flotilla/call';

/** What a policy keeps for one endpoint. */
export interface Node {
  endpoint: Endpoint;
}

/** The nodes of the current endpoints; a node lives as long as its endpoint's id and address stay. */
export class Roster<N extends Node> {
  #byKey = new Map<string, N>();
  #nodes: readonly N[] = [];

  get nodes(): readonly N[] {
    return this.#nodes;
  }

  /** @param create makes the node of an endpoint that was not there before */
  update(endpoints: readonly Endpoint[], create: (endpoint: Endpoint) => N): void {
    const before = this.#byKey;
    this.#byKey = new Map();
    for (const endpoint of endpoints) {
      const key = endpointKey(endpoint);
      const node = before.get(key) ?? create(endpoint);
      node.endpoint = endpoint;
      this.#byKey.set(key, node);
    }
    this.#nodes = [...this.#byKey.values()];
  }
}
