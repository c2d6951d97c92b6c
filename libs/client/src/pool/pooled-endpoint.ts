import type { Clock, Connection, ConnectionState, Endpoint } from '@flotilla/call';
import { isSameEndpoint } from './membership';

/** A peer that accepts connections and drops them at once is asked this often at most, in milliseconds. */
const minReconnectIntervalMs = 250;

/** An endpoint of the pool and the connection to it, which is asked to connect whenever it is idle. */
export class PooledEndpoint {
  readonly connection: Connection;
  /** Set while the registry no longer lists it and the pool keeps it all the same. */
  keptUntil: number | undefined;
  readonly #clock: Clock;
  readonly #stopObserving: () => void;
  #endpoint: Endpoint;
  #state: ConnectionState;
  #connectedAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param onChange is told of each change of the connection's state, and what it was before */
  constructor(
    endpoint: Endpoint,
    connection: Connection,
    clock: Clock,
    onChange: (pooled: PooledEndpoint, before: ConnectionState) => void,
  ) {
    this.#endpoint = endpoint;
    this.connection = connection;
    this.#state = connection.state;
    this.#clock = clock;
    this.#stopObserving = connection.observe((state) => {
      const before = this.#state;
      this.#state = connection.state;
      onChange(this, before); // which may close it
      if (state === 'idle' && !this.#closed) this.#reconnect();
    });
    this.#reconnect();
  }

  get endpoint(): Endpoint {
    return this.#endpoint;
  }

  get isReady(): boolean {
    return this.connection.state === 'ready';
  }

  /** Whether the connection may be ready soon. */
  get isHopeful(): boolean {
    return this.connection.state === 'idle' || this.connection.state === 'connecting';
  }

  /** The registry lists it, perhaps with another weight, zone or version; if not, it stays the same object. */
  relist(endpoint: Endpoint): void {
    if (!isSameEndpoint(this.#endpoint, endpoint)) this.#endpoint = endpoint;
    this.keptUntil = undefined;
  }

  close(graceMs: number): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#stopObserving();
    return this.connection.close(graceMs);
  }

  #reconnect(): void {
    clearTimeout(this.#timer);
    const waitMs = this.#connectedAt + minReconnectIntervalMs - this.#clock();
    if (waitMs > 0) {
      this.#timer = setTimeout(() => this.#reconnect(), waitMs);
      return;
    }
    this.#connectedAt = this.#clock();
    this.connection.connect();
  }
}
