import type { Clock } from '@flotilla/call';
import { checkOption } from '../option';
import type { GradientLimitOptions } from './gradient-options';
import { checkLimit } from './limit';

export interface LimiterOptions extends GradientLimitOptions {
  /** Default true. When false, nothing is counted and nothing refused. */
  readonly enabled?: boolean;
  /**
   * Unary calls that may be in flight: a number is a bulkhead; `gradient` learns it from latency. Default `gradient`
   * (Netflix's gradient2), which the other limits are for.
   */
  readonly limit?: number | 'gradient';
  /** Streams that may be open. They count here alone: one that lasts for hours takes no place of a short call. Default 1,000. */
  readonly maxStreams?: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

/** What may change while it runs. */
export type LimiterSettings = Omit<LimiterOptions, 'clock'>;

type Resolved = Required<Pick<LimiterOptions, 'enabled' | 'limit' | 'maxStreams'>>;

/**
 * The options with their defaults, but for those of the gradient.
 *
 * @throws RangeError that names the option and the value
 */
export function resolveLimiter(options: LimiterSettings): Resolved {
  const { enabled = true, limit = 'gradient', maxStreams = 1_000 } = options;
  if (limit !== 'gradient') checkLimit('limit', limit);
  checkOption(
    'maxStreams',
    maxStreams,
    Number.isInteger(maxStreams) && maxStreams >= 0,
    'an integer of at least 0',
  );
  return { enabled, limit, maxStreams };
}
