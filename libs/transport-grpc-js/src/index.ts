/**
 * The Transport seam on `@grpc/grpc-js`. `grpcTransport()` opens client connections: one channel for each endpoint, bound
 * in connect time, kept alive by pings, carrying calls and nothing else. `grpc()` is the server side: handlers behind
 * middleware, the health service, reflection.
 *
 * Use it under `createClient` and `runService`. Not for plain grpc-js stubs: it neither resolves names nor balances, on
 * purpose, because both are done above the seam.
 */
import './quiet-grpc-js';
export { grpcTransport } from './client/grpc-transport';
export type { GrpcTransportOptions } from './client/channel-options';
export { grpc } from './server/grpc';
export type { GrpcListenerOptions } from './server/server-options';
