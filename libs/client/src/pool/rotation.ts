import type { Connection, Endpoint } from '@flotilla/call';
import type { Balancer, Pick, PickContext } from '@flotilla/balancing';
import type { PooledEndpoint } from './pooled-endpoint';

/** A pick, and the connection to go with it. */
export interface Lease {
  readonly connection: Connection;
  readonly pick: Pick;
}

/**
 * The endpoints that may be picked, and the balancer that picks.
 *
 * When thousands of connections become ready, one by one, the balancer takes them together, at the next pick: to tell it
 * takes time in proportion to all. Of one that is lost it hears at once, before the failures of its calls.
 */
export class Rotation {
  readonly #balancer: Balancer;
  #ready = new Map<Endpoint, Connection>();
  /** Endpoints in rotation, ready or not. */
  #known: readonly Endpoint[] = [];
  #isBalancerBehind = false;

  constructor(balancer: Balancer) {
    this.#balancer = balancer;
  }

  /** Undefined when no endpoint is ready. */
  pick(context: PickContext): Lease | undefined {
    if (this.#isBalancerBehind) this.#updateBalancer();
    const pick = this.#balancer.pick(context);
    if (!pick) return undefined;
    const connection = this.#ready.get(pick.endpoint);
    if (connection) return { connection, pick };
    pick.done({ kind: 'cancelled' });
    return undefined;
  }

  /** @param pooled all that there are, ready or not */
  replace(pooled: readonly PooledEndpoint[]): void {
    const ready = pooled.filter((each) => each.isReady);
    this.#ready = new Map(ready.map(({ endpoint, connection }) => [endpoint, connection]));
    this.#known = pooled.map(({ endpoint }) => endpoint);
    this.#updateBalancer();
  }

  /** One of those known is ready. */
  join({ endpoint, connection }: PooledEndpoint): void {
    this.#ready.set(endpoint, connection);
    this.#isBalancerBehind = true;
  }

  /** One of those known is ready no more, or was not. */
  leave({ endpoint }: PooledEndpoint): void {
    if (this.#ready.delete(endpoint)) this.#updateBalancer();
  }

  #updateBalancer(): void {
    this.#isBalancerBehind = false;
    this.#balancer.update([...this.#ready.keys()], this.#known);
  }
}
