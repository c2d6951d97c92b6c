import { CallError, endpointKey, Listeners } from '@flotilla/call';
import type { Clock, Connection, ConnectionState, Endpoint, Transport } from '@flotilla/call';
import type { Balancer, Pick, PickContext } from '@flotilla/balancing';
import type { Discovery, Snapshot } from '@flotilla/discovery';
import { isSuddenLoss, toListed } from './membership';
import type { Listed } from './membership';
import { PooledEndpoint } from './pooled-endpoint';
import { WaitingRoom } from './waiting-room';

export interface PoolOptions {
  /** The service to watch. */
  readonly service: string;
  readonly discovery: Discovery;
  readonly transport: Transport;
  readonly balancer: Balancer;
  /** How long a call waits for the first ready endpoint. Default 2,000 ms. */
  readonly waitForEndpointMs?: number;
  /** How many calls may wait. Default 1,000. */
  readonly maxWaitingCalls?: number;
  /** How long endpoints are kept that a suddenly shrunken snapshot no longer lists. Default 30,000 ms. */
  readonly keepLostMs?: number;
  /** How long calls in flight may go on when their endpoint leaves. Default 10,000 ms. */
  readonly drainMs?: number;
  readonly clock?: Clock;
}

/** A pick, and the connection to go with it. */
export interface Lease {
  readonly connection: Connection;
  readonly pick: Pick;
}

export type ConnectionCounts = Readonly<Record<ConnectionState, number>>;

const defaults = {
  waitForEndpointMs: 2_000,
  maxWaitingCalls: 1_000,
  keepLostMs: 30_000,
  drainMs: 10_000,
  clock: () => performance.now(),
};

/**
 * Turns the snapshots of a service into connections, and gives the balancer those that are ready.
 *
 * A snapshot that suddenly loses more than half of the endpoints is not believed at once: those whose connections stay
 * ready are kept for `keepLostMs`. One that says goodbye, or dies, leaves at once.
 */
export class Pool {
  readonly #options: Required<PoolOptions>;
  readonly #watch = new AbortController();
  readonly #endpoints = new Map<string, PooledEndpoint>();
  readonly #listeners = new Listeners<ConnectionCounts>();
  readonly #waitingRoom: WaitingRoom;
  #listed: Listed | undefined;
  #expiry: NodeJS.Timeout | undefined;

  constructor(options: PoolOptions) {
    this.#options = { ...defaults, ...options };
    const { service, maxWaitingCalls: capacity, clock } = this.#options;
    this.#waitingRoom = new WaitingRoom(service, { capacity, clock });
    void this.#follow();
  }

  /** Calls back with the number of connections in each state when one changes. */
  observe(listener: (counts: ConnectionCounts) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** A ready endpoint, or undefined when there is none right now. */
  tryAcquire(context: PickContext): Lease | undefined {
    const pick = this.#options.balancer.pick(context);
    if (!pick) return undefined;
    const pooled = this.#endpoints.get(endpointKey(pick.endpoint));
    if (pooled) return { connection: pooled.connection, pick };
    pick.done({ kind: 'cancelled' });
    return undefined;
  }

  /**
   * A ready endpoint, waiting for one if the service is not resolved yet or a connection is being made.
   *
   * @throws CallError UNAVAILABLE when there is none, or none became ready in time; CANCELLED.
   */
  async acquire(context: PickContext, deadline: number, signal: AbortSignal): Promise<Lease> {
    const until = Math.min(deadline, this.#options.clock() + this.#options.waitForEndpointMs);
    for (;;) {
      const lease = this.tryAcquire(context);
      if (lease) return lease;
      this.#assertHope();
      await this.#waitingRoom.enter(until, signal);
    }
  }

  async close(): Promise<void> {
    this.#watch.abort();
    clearTimeout(this.#expiry);
    this.#waitingRoom.refuseAll(
      new CallError('UNAVAILABLE', `${this.#options.service}: the client was closed`),
    );
    this.#options.balancer.update([]);
    const closing = [...this.#endpoints.values()].map((pooled) => pooled.close(this.#options.drainMs));
    this.#endpoints.clear();
    await Promise.all(closing);
  }

  async #follow(): Promise<void> {
    const { discovery, service } = this.#options;
    for await (const snapshot of discovery.watch(service, { signal: this.#watch.signal }))
      this.#apply(snapshot);
  }

  #apply(snapshot: Snapshot): void {
    if (this.#watch.signal.aborted) return;
    const listed = toListed(snapshot.instances);
    const suspect = isSuddenLoss(this.#listed ?? new Map(), listed);
    for (const [key, pooled] of this.#endpoints) {
      if (listed.has(key)) pooled.keptUntil = undefined;
      else if (suspect && pooled.isReady)
        pooled.keptUntil ??= this.#options.clock() + this.#options.keepLostMs;
      else if (pooled.keptUntil === undefined) this.#remove(key, pooled);
    }
    for (const [key, endpoint] of listed) if (!this.#endpoints.has(key)) this.#add(key, endpoint);
    this.#listed = listed;
    this.#refresh();
  }

  #add(key: string, endpoint: Endpoint): void {
    const connection = this.#options.transport.open(endpoint);
    this.#endpoints.set(
      key,
      new PooledEndpoint(endpoint, connection, this.#options.clock, () => this.#refresh()),
    );
  }

  #remove(key: string, pooled: PooledEndpoint): void {
    this.#endpoints.delete(key);
    void pooled.close(this.#options.drainMs);
  }

  /** Brings the balancer, those who wait and the observers up to date. */
  #refresh(): void {
    this.#dropLost();
    const pooled = [...this.#endpoints.values()];
    const ready = pooled.filter((each) => each.isReady).map((each) => each.endpoint);
    this.#options.balancer.update(ready, pooled.length);
    if (ready.length > 0 || pooled.length === 0) this.#waitingRoom.admitAll();
    this.#listeners.emit(countByState(pooled));
  }

  /** Removes what was kept after a sudden loss and is no longer ready, or was kept long enough. */
  #dropLost(): void {
    const now = this.#options.clock();
    let next = Infinity;
    for (const [key, pooled] of this.#endpoints) {
      if (pooled.keptUntil === undefined) continue;
      if (!pooled.isReady || pooled.keptUntil <= now) this.#remove(key, pooled);
      else next = Math.min(next, pooled.keptUntil);
    }
    clearTimeout(this.#expiry);
    if (next < Infinity) this.#expiry = setTimeout(() => this.#refresh(), next - now);
  }

  #assertHope(): void {
    const { service } = this.#options;
    if (this.#watch.signal.aborted) throw new CallError('UNAVAILABLE', `${service}: the client was closed`);
    if (this.#listed === undefined) return;
    const pooled = [...this.#endpoints.values()];
    if (pooled.some((each) => each.isHopeful)) return;
    throw new CallError(
      'UNAVAILABLE',
      pooled.length === 0
        ? `${service}: no instance is registered; start one`
        : `${service}: none of ${pooled.length} instances can be reached`,
    );
  }
}

function countByState(pooled: readonly PooledEndpoint[]): ConnectionCounts {
  const counts = { idle: 0, connecting: 0, ready: 0, failed: 0, closed: 0 };
  for (const { connection } of pooled) counts[connection.state]++;
  return counts;
}
