/** The members of a cluster, in turn: everybody uses one until a request to it fails. */
export class EndpointRing {
  readonly #endpoints: readonly string[];
  #position: number;

  /** @param random from 0 to 1: where to start, so that a fleet spreads over the members. */
  constructor(endpoints: readonly string[], random: () => number) {
    this.#endpoints = endpoints;
    this.#position = Math.floor(random() * endpoints.length) % endpoints.length;
  }

  get size(): number {
    return this.#endpoints.length;
  }

  get current(): string {
    return this.#endpoints[this.#position] as string;
  }

  /** Moves on from an endpoint that failed, unless another request has done so already. */
  leave(endpoint: string): void {
    if (endpoint === this.current) this.#position = (this.#position + 1) % this.size;
  }
}
