import type { Connection, Endpoint } from '@flotilla/call';
import type { Balancer, Outcome, Pick, PickContext } from '@flotilla/balancing';
import type { PooledEndpoint } from './pooled-endpoint';

/** A pick, and the connection to go with it. */
export class PickedConnection implements Pick {
  readonly connection: Connection;
  readonly #pick: Pick;
  readonly #rotation: Rotation;

  constructor(connection: Connection, pick: Pick, rotation: Rotation) {
    this.connection = connection;
    this.#pick = pick;
    this.#rotation = rotation;
  }

  get endpoint(): Endpoint {
    return this.#pick.endpoint;
  }

  /** Of an endpoint that is gone, a failure says no more than that. */
  done(outcome: Outcome): void {
    this.#pick.done(this.#rotation.holds(this.endpoint) ? outcome : { kind: 'cancelled' });
  }
}

/**
 * The endpoints that may be picked, and the balancer that picks.
 *
 * To tell the balancer takes time in proportion to all endpoints. When thousands of connections come or go, one by one, it
 * is therefore told once, at the next pick.
 */
export class Rotation {
  readonly #balancer: Balancer;
  #ready = new Map<Endpoint, Connection>();
  /** Endpoints in rotation, ready or not. */
  #known: readonly Endpoint[] = [];
  /** Those of them that are no more. */
  readonly #gone = new Set<Endpoint>();
  #isBalancerBehind = false;

  constructor(balancer: Balancer) {
    this.#balancer = balancer;
  }

  /** Undefined when no endpoint is ready. */
  pick(context: PickContext): PickedConnection | undefined {
    if (this.#isBalancerBehind) this.#updateBalancer();
    const pick = this.#balancer.pick(context);
    if (!pick) return undefined;
    const connection = this.#ready.get(pick.endpoint);
    if (connection) return new PickedConnection(connection, pick, this);
    pick.done({ kind: 'cancelled' });
    return undefined;
  }

  /** Whether an endpoint may be picked. */
  holds(endpoint: Endpoint): boolean {
    return this.#ready.has(endpoint);
  }

  /** @param pooled all that there are, ready or not */
  replace(pooled: readonly PooledEndpoint[]): void {
    const ready = pooled.filter((each) => each.isReady);
    this.#ready = new Map(ready.map(({ endpoint, connection }) => [endpoint, connection]));
    this.#known = pooled.map(({ endpoint }) => endpoint);
    this.#gone.clear();
    this.#updateBalancer();
  }

  /** One of those known is ready. */
  join({ endpoint, connection }: PooledEndpoint): void {
    this.#ready.set(endpoint, connection);
    this.#isBalancerBehind = true;
  }

  /** One of those known is ready no more, or was not. */
  leave({ endpoint }: PooledEndpoint): void {
    if (this.#ready.delete(endpoint)) this.#isBalancerBehind = true;
  }

  /** One of those known is no more. */
  forget(pooled: PooledEndpoint): void {
    this.leave(pooled);
    this.#gone.add(pooled.endpoint);
    this.#isBalancerBehind = true;
  }

  #updateBalancer(): void {
    this.#isBalancerBehind = false;
    if (this.#gone.size > 0) this.#known = this.#known.filter((endpoint) => !this.#gone.has(endpoint));
    this.#gone.clear();
    this.#balancer.update([...this.#ready.keys()], this.#known);
  }
}
