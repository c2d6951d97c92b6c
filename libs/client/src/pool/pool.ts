import { CallError, Listeners } from '@flotilla/call';
import type { ConnectionState, Endpoint } from '@flotilla/call';
import type { PickContext } from '@flotilla/balancing';
import type { Snapshot } from '@flotilla/discovery';
import { countByState, moved, noConnections, without } from './connection-counts';
import type { ConnectionCounts } from './connection-counts';
import { LossDetector } from './loss-detector';
import { toListed } from './membership';
import type { Listed } from './membership';
import { resolvePoolOptions } from './pool-options';
import type { PoolOptions } from './pool-options';
import { PooledEndpoint } from './pooled-endpoint';
import { refusal } from './refusal';
import { Rotation } from './rotation';
import type { PickedConnection } from './rotation';
import { WaitingRoom } from './waiting-room';

export type PoolEvent =
  /** What is known of the service, for the first time or anew. Stale: the registry does not answer. */
  | { readonly type: 'snapshot'; readonly instances: number; readonly stale: boolean }
  /** The number of connections in each state: one has changed. */
  | { readonly type: 'connections'; readonly counts: ConnectionCounts }
  /** The transport can make no connection to this endpoint. Tried again at each snapshot that lists it. */
  | { readonly type: 'endpoint_refused'; readonly endpoint: Endpoint; readonly error: CallError }
  /** An endpoint is gone: its instance has left, or moved. */
  | { readonly type: 'removed'; readonly endpoint: Endpoint }
  /** The watch of the service broke. What is known of it stays, and no longer changes. */
  | { readonly type: 'watch_failed'; readonly error: CallError };

/**
 * Turns the snapshots of a service into connections, and gives the balancer those that are ready.
 *
 * A snapshot that has lost more than half of the endpoints within `keepLostMs` is not believed at once: those whose
 * connections stay ready are kept for `keepLostMs`. One that says goodbye, or dies, leaves at once.
 */
export class Pool {
  readonly #options: Required<PoolOptions>;
  readonly #watch = new AbortController();
  readonly #endpoints = new Map<string, PooledEndpoint>();
  readonly #listeners = new Listeners<PoolEvent>();
  readonly #waitingRoom: WaitingRoom;
  readonly #losses: LossDetector;
  readonly #rotation: Rotation;
  readonly #leaving = new Set<Promise<void>>();
  #counts = noConnections;
  #listed: Listed | undefined;
  #drained: ReadonlySet<string> = new Set();
  #expiry: NodeJS.Timeout | undefined;

  /** @throws RangeError for an option out of range, TypeError or RangeError for a bad service name. */
  constructor(options: PoolOptions) {
    this.#options = resolvePoolOptions(options);
    const { service, discovery, maxWaitingCalls: capacity, clock } = this.#options;
    this.#waitingRoom = new WaitingRoom(service, { capacity, clock });
    this.#losses = new LossDetector(this.#options.keepLostMs);
    this.#rotation = new Rotation(this.#options.balancer);
    void this.#follow(discovery.watch(service, { signal: this.#watch.signal }));
  }

  /** Calls back on each event, until the returned function is called. */
  observe(listener: (event: PoolEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** A ready endpoint, or undefined when there is none right now. */
  tryAcquire(context: PickContext): PickedConnection | undefined {
    return this.#rotation.pick(context);
  }

  /**
   * A ready endpoint, waiting for one if the service is not resolved yet or a connection is being made.
   *
   * @throws CallError UNAVAILABLE when there is none, or none became ready in time; RESOURCE_EXHAUSTED when too many
   *   wait; CANCELLED. UNAVAILABLE is not `retryable`: a call waits once.
   */
  async acquire(context: PickContext, deadline: number, signal: AbortSignal): Promise<PickedConnection> {
    const giveUpAt = Math.min(deadline, this.#options.clock() + this.#options.waitForEndpointMs);
    for (;;) {
      const picked = this.tryAcquire(context);
      if (picked) return picked;
      this.#assertHope();
      await this.#waitingRoom.enter(giveUpAt, signal);
    }
  }

  /** Picks none of these instances any more, and all others again. Their connections stay: so may their calls. */
  drain(instanceIds: readonly string[]): void {
    this.#drained = new Set(instanceIds);
    this.#refresh();
  }

  /** Refuses calls from now on. Resolves when those in flight are over, after `drainMs` at most. */
  async close(): Promise<void> {
    this.#watch.abort();
    clearTimeout(this.#expiry);
    this.#waitingRoom.refuseAll(refusal(this.#options.service, 'the client was closed'));
    this.#rotation.replace([]);
    for (const [key, pooled] of this.#endpoints) this.#remove(key, pooled);
    await Promise.all(this.#leaving);
  }

  async #follow(snapshots: AsyncIterable<Snapshot>): Promise<void> {
    await this.#options.after; // at least a turn: whoever makes a pool has the time to observe it, and discovery
    try {
      for await (const snapshot of snapshots) this.#apply(snapshot);
    } catch (error) {
      if (this.#watch.signal.aborted) return;
      this.#listeners.emit({ type: 'watch_failed', error: CallError.from(error) });
    }
  }

  #apply(snapshot: Snapshot): void {
    if (this.#watch.signal.aborted) return;
    const { instances, stale } = snapshot;
    this.#listeners.emit({ type: 'snapshot', instances: instances.length, stale });
    const listed = toListed(instances);
    const suspect = this.#losses.isSudden(listed, this.#options.clock());
    for (const [key, pooled] of this.#endpoints) this.#reconcile(key, pooled, listed, suspect);
    for (const [key, endpoint] of listed.byKey) if (!this.#endpoints.has(key)) this.#add(key, endpoint);
    this.#listed = listed;
    this.#refresh();
  }

  #reconcile(key: string, pooled: PooledEndpoint, { byKey, ids }: Listed, suspect: boolean): void {
    const endpoint = byKey.get(key);
    if (endpoint) return pooled.relist(endpoint);
    const moved = ids.has(pooled.endpoint.id);
    const isDrained = this.#drained.has(pooled.endpoint.id);
    if (suspect && !moved && !isDrained && pooled.isReady)
      pooled.keptUntil ??= this.#options.clock() + this.#options.keepLostMs;
    else if (moved || pooled.keptUntil === undefined) this.#remove(key, pooled);
  }

  #add(key: string, endpoint: Endpoint): void {
    try {
      const connection = this.#options.transport.open(endpoint);
      const { clock } = this.#options;
      const pooled = new PooledEndpoint(endpoint, connection, clock, (changed, before) => {
        // While it is on its way in, #apply refreshes when all are.
        if (this.#endpoints.get(key) === changed) this.#changed(key, changed, before);
      });
      this.#endpoints.set(key, pooled);
    } catch (error) {
      this.#listeners.emit({ type: 'endpoint_refused', endpoint, error: CallError.from(error) });
    }
  }

  #remove(key: string, pooled: PooledEndpoint): void {
    this.#endpoints.delete(key);
    this.#listeners.emit({ type: 'removed', endpoint: pooled.endpoint });
    const leaving = pooled.close(this.#options.drainMs).finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  /** One connection has changed, all others are as they were: there may be thousands of them, so none is looked at. */
  #changed(key: string, pooled: PooledEndpoint, before: ConnectionState): void {
    if (!pooled.isReady) this.#rotation.leave(pooled);
    else if (!this.#drained.has(pooled.endpoint.id)) {
      this.#rotation.join(pooled);
      this.#waitingRoom.admitAll();
    }
    if (pooled.keptUntil !== undefined && !pooled.isReady) this.#forget(key, pooled, before);
    else this.#report(moved(this.#counts, before, pooled.connection.state));
  }

  /** It was kept after a sudden loss, for as long as it is ready. */
  #forget(key: string, pooled: PooledEndpoint, before: ConnectionState): void {
    this.#rotation.forget(pooled);
    this.#remove(key, pooled);
    if (this.#endpoints.size === 0) this.#waitingRoom.admitAll();
    this.#report(without(this.#counts, before));
  }

  /** Brings the balancer, those who wait and the observers up to date. */
  #refresh(): void {
    this.#dropLost();
    const pooled = this.#inRotation();
    this.#rotation.replace(pooled);
    if (pooled.length === 0 || pooled.some((each) => each.isReady)) this.#waitingRoom.admitAll();
    this.#report(countByState(this.#endpoints.values()));
  }

  #report(counts: ConnectionCounts): void {
    this.#counts = counts;
    this.#listeners.emit({ type: 'connections', counts });
  }

  #inRotation(): PooledEndpoint[] {
    const pooled = [...this.#endpoints.values()];
    return this.#drained.size === 0
      ? pooled
      : pooled.filter(({ endpoint }) => !this.#drained.has(endpoint.id));
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
    if (this.#watch.signal.aborted) throw refusal(service, 'the client was closed');
    if (this.#listed === undefined) return;
    const inRotation = this.#inRotation();
    if (inRotation.some((each) => each.isHopeful)) return;
    const known = Math.max(this.#endpoints.size, this.#listed.byKey.size);
    if (known === 0) throw refusal(service, 'no instance is registered; start one');
    const isDrained = inRotation.length === 0 && this.#endpoints.size > 0;
    throw refusal(
      service,
      isDrained ? `all ${known} instances are drained` : `none of ${known} instances can be reached`,
    );
  }
}
