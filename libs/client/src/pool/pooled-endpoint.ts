import type { Clock, Connection, ConnectionState, Endpoint } from '@flotilla/call';

/** A peer that accepts connections and drops them at once is asked this often at most, in milliseconds. */
const minReconnectIntervalMs = 250;

/** An endpoint of the pool and the connection to it, which is asked to connect whenever it is idle. */
export class PooledEndpoint {
  readonly endpoint: Endpoint;
  readonly connection: Connection;
  /** Set while the registry no longer lists it and the pool keeps it all the same. */
  keptUntil: number | undefined;
  readonly #clock: Clock;
  readonly #stopObserving: () => void;
  #connectedAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    endpoint: Endpoint,
    connection: Connection,
    clock: Clock,
    onState: (state: ConnectionState) => void,
  ) {
    this.endpoint = endpoint;
    this.connection = connection;
    this.#clock = clock;
    this.#stopObserving = connection.observe((state) => {
      if (state === 'idle') this.#reconnect();
      onState(state);
    });
    this.#reconnect();
  }

  get isReady(): boolean {
    return this.connection.state === 'ready';
  }

  /** Whether the connection may be ready soon. */
  get isHopeful(): boolean {
    return this.connection.state === 'idle' || this.connection.state === 'connecting';
  }

  close(graceMs: number): Promise<void> {
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
