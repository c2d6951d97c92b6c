import type { GrpcTransportOptions } from './channel-options';

type BackoffOptions = Required<Pick<GrpcTransportOptions, 'reconnectBackoffMs' | 'maxReconnectBackoffMs'>>;

/** How long to wait after so many failures in a row: doubles up to the maximum, jitter 20 % either way. */
export function reconnectBackoffMs(
  { reconnectBackoffMs, maxReconnectBackoffMs }: BackoffOptions,
  failures: number,
  random: () => number,
): number {
  const exponential = Math.min(maxReconnectBackoffMs, reconnectBackoffMs * 2 ** (failures - 1));
  return exponential * (0.8 + 0.4 * random());
}
