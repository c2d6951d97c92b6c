import type { ChannelOptions } from '@grpc/grpc-js';

export interface GrpcTransportOptions {
  /** How long a connection may take, TCP to HTTP/2 settings. Default 1,000 ms. grpc-js itself would wait for ever. */
  connectTimeoutMs?: number;
  /** First delay before connecting again; doubles up to `maxReconnectBackoffMs`, jitter 20 %. Default 100 ms. */
  reconnectBackoffMs?: number;
  /** Default 2,000 ms. */
  maxReconnectBackoffMs?: number;
  /**
   * A ping this often, with or without calls: the only way to notice a frozen peer. Default 10,000 ms. Servers that are not
   * Flotilla's must permit it: by default, many close a connection with pings more often than every 5 minutes (gRPC A8).
   */
  keepaliveMs?: number;
  /** A ping unanswered for this long ends the connection. Default 2,000 ms. */
  keepaliveTimeoutMs?: number;
  /** Largest request and response. Default 1 MiB. */
  maxMessageBytes?: number;
}

const defaults: Required<GrpcTransportOptions> = {
  connectTimeoutMs: 1_000,
  reconnectBackoffMs: 100,
  maxReconnectBackoffMs: 2_000,
  keepaliveMs: 10_000,
  keepaliveTimeoutMs: 2_000,
  maxMessageBytes: 1024 * 1024,
};

/** @throws RangeError that names the option and its value. */
export function resolveOptions(options: GrpcTransportOptions): Required<GrpcTransportOptions> {
  const resolved = { ...defaults, ...options };
  for (const [name, value] of Object.entries(resolved)) {
    if (!Number.isSafeInteger(value) || value <= 0) {
      throw new RangeError(`grpcTransport: ${name} must be a positive whole number, got ${String(value)}`);
    }
  }
  return resolved;
}

/** Options of a channel that only carries calls: resolving, balancing and retrying are done above it, connecting again around it. */
export function channelOptions(options: Required<GrpcTransportOptions>): ChannelOptions {
  return {
    'grpc.enable_channelz': 0,
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
    'grpc.service_config_disable_resolution': 1,
    'grpc.use_local_subchannel_pool': 1,
    'grpc.keepalive_time_ms': options.keepaliveMs,
    'grpc.keepalive_timeout_ms': options.keepaliveTimeoutMs,
    'grpc.keepalive_permit_without_calls': 1,
    'grpc.max_receive_message_length': options.maxMessageBytes,
    'grpc.max_send_message_length': options.maxMessageBytes,
  };
}
