import type { ServerOptions } from '@grpc/grpc-js';
import type { Implementation } from '@flotilla/call';

export interface GrpcListenerOptions {
  /** What to serve: the results of `implement()`. */
  services: readonly Implementation[];
  /** Address to bind. Default 127.0.0.1. */
  host?: string;
  /** 0, the default, takes a free port. */
  port?: number;
  /** Serialised FileDescriptorSet of the services; with it, server reflection answers. */
  descriptors?: Uint8Array;
  /** Largest request and response. Default 1 MiB; grpc-js alone has 4 MiB and no limit. */
  maxMessageBytes?: number;
  /**
   * Calls at once on one connection. Default 2,000, for what is beyond it waits unseen in the client, short calls behind streams
   * that last: to refuse is up to admission, whose limits are below. grpc-js alone has no limit.
   */
  maxConcurrentStreams?: number;
}

/** @throws RangeError that names the option and its value. */
export function resolveListenerOptions(
  options: GrpcListenerOptions,
): Required<Omit<GrpcListenerOptions, 'descriptors'>> {
  const {
    host = '127.0.0.1',
    port = 0,
    maxMessageBytes = 1024 * 1024,
    maxConcurrentStreams = 2_000,
  } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`grpc: port must be 0 to 65535, got ${port}`);
  }
  for (const [name, value] of Object.entries({ maxMessageBytes, maxConcurrentStreams })) {
    if (!Number.isSafeInteger(value) || value <= 0) {
      throw new RangeError(`grpc: ${name} must be a positive whole number, got ${value}`);
    }
  }
  return { services: options.services, host, port, maxMessageBytes, maxConcurrentStreams };
}

export function serverOptions(options: {
  maxMessageBytes: number;
  maxConcurrentStreams: number;
}): ServerOptions {
  return {
    'grpc.enable_channelz': 0,
    'grpc.max_concurrent_streams': options.maxConcurrentStreams,
    'grpc.max_receive_message_length': options.maxMessageBytes,
    'grpc.max_send_message_length': options.maxMessageBytes,
    // A client that froze or whose host vanished is let go after 40 s.
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
  };
}
