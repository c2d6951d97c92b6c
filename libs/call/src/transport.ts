import type { CallContext } from './context';
import type { Middleware } from './call';
import type { ResponseStream } from './stream';

/** An address that a client may pick. */
export interface Endpoint {
  /** The id of the instance behind it, for example `greeter-2`. */
  readonly id: string;
  readonly host: string;
  readonly port: number;
  /** Relative share of the traffic; 1 unless the instance says otherwise. */
  readonly weight: number;
  readonly zone?: string;
  readonly version?: string;
}

/** Identity of an endpoint including its address: a restarted instance is another endpoint. */
export function endpointKey(endpoint: Endpoint): string {
  return `${endpoint.id}@${endpoint.host}:${endpoint.port}`;
}

/**
 * - `idle`: not connected and not trying; `connect()` starts.
 * - `connecting`: trying, for at most the connect timeout.
 * - `ready`: calls go out at once.
 * - `failed`: the last try failed; becomes `idle` after a backoff.
 * - `closed`: for good.
 */
export type ConnectionState = 'idle' | 'connecting' | 'ready' | 'failed' | 'closed';

/** One connection to one endpoint. */
export interface Connection {
  readonly state: ConnectionState;
  /** Starts to connect if idle; otherwise does nothing. */
  connect(): void;
  /** Calls back on each change of state, until the returned function is called. */
  observe(listener: (state: ConnectionState) => void): () => void;
  /** Settles by the context's deadline, and when its signal aborts, whatever the peer does. */
  unary<Q, S>(request: Q, context: CallContext): Promise<S>;
  /** Settles when the response headers arrive. The stream, too, ends by the deadline and at the signal. */
  serverStream<Q, S>(request: Q, context: CallContext): Promise<ResponseStream<S>>;
  /** Takes no new calls, lets those in flight end for at most `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}

/** Opens connections. It balances nothing and retries nothing: that is decided above it. */
export interface Transport {
  open(endpoint: Endpoint): Connection;
}

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** The server side of a transport: accepts calls and hands them to handlers, wrapped in middleware. */
export interface Listener {
  readonly protocol: 'grpc' | 'http';
  /** Binds and serves. Rejects with an error that names the address when it is taken. */
  listen(middleware: Middleware): Promise<ListenAddress>;
  /** What health checks of the protocol answer; false until the first call. */
  setServing(serving: boolean): void;
  /** Accepts no more, lets calls in flight end for at most `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}
