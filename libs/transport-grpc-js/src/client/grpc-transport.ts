import type { Transport } from '@flotilla/call';
import { resolveOptions } from './channel-options';
import type { GrpcTransportOptions } from './channel-options';
import { GrpcConnection } from './connection';

/**
 * The Transport seam on `@grpc/grpc-js`: a channel of its own for each endpoint, used for carrying calls only.
 *
 * @throws RangeError for an option that is not a positive whole number.
 */
export function grpcTransport(options: GrpcTransportOptions = {}): Transport {
  const resolved = resolveOptions(options);
  return { open: (endpoint) => new GrpcConnection(endpoint, resolved) };
}
