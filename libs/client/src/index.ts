/**
 * `createClient(Definition, options)`: a typed client that finds the instances of a service, keeps a connection to each,
 * balances over those that are ready, bounds every call in time, and retries what is safe within a budget.
 *
 * Use it wherever a service calls another over a `Transport`. Not for HTTP dependencies, and not for one fixed address
 * without need of any of this: a plain stub does that.
 */
export { createClient } from './create-client';
export type { ClientOptions } from './create-client';
export type { CallOptions, Client } from './client-types';

// For clients of another kind.
export { Pool } from './pool/pool';
export type { ConnectionCounts } from './pool/connection-counts';
export type { PoolEvent } from './pool/pool';
export type { PoolOptions } from './pool/pool-options';
export type { PickedConnection } from './pool/rotation';
