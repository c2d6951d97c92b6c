import type { Clock, Transport } from '@flotilla/call';
import type { Balancer } from '@flotilla/balancing';
import type { Discovery } from '@flotilla/discovery';

export interface PoolOptions {
  /** The service to watch. */
  readonly service: string;
  readonly discovery: Discovery;
  readonly transport: Transport;
  readonly balancer: Balancer;
  /** What is to be known before the first snapshot is taken up: calls wait for it, as for endpoints. Default: nothing. */
  readonly after?: Promise<void>;
  /** How long a call waits for the first ready endpoint. Default 2,000 ms. */
  readonly waitForEndpointMs?: number;
  /** How many calls may wait. Default 1,000. */
  readonly maxWaitingCalls?: number;
  /** How long endpoints are kept that a suddenly shrunken snapshot no longer lists. Default 30,000 ms. */
  readonly keepLostMs?: number;
  /** How long calls in flight may go on when their endpoint leaves. Default 10,000 ms. */
  readonly drainMs?: number;
  readonly clock?: Clock;
}

const defaults = {
  waitForEndpointMs: 2_000,
  maxWaitingCalls: 1_000,
  keepLostMs: 30_000,
  drainMs: 10_000,
  clock: () => performance.now(),
  after: Promise.resolve(),
};

/**
 * The options with their defaults.
 *
 * @throws RangeError that names the option and the value
 */
export function resolvePoolOptions(options: PoolOptions): Required<PoolOptions> {
  const resolved = { ...defaults, ...options };
  for (const option of ['waitForEndpointMs', 'maxWaitingCalls', 'keepLostMs', 'drainMs'] as const) {
    const value = resolved[option];
    // From 2^31 on, Node's timers fire at once.
    if (!(value >= 0 && value <= 2 ** 30))
      throw new RangeError(`${option} must be from 0 to 2^30, got ${value}`);
  }
  return resolved;
}
