import type { Clock, Code } from '@flotilla/call';
import { checkOption } from '../option';
import { RetryBudget } from './retry-budget';

export interface RetryOptions {
  /** Attempts of one call, the first included. Default 3. */
  readonly maxAttempts?: number;
  /** Wait before the first retry. Default 25. */
  readonly backoffMs?: number;
  /** Each further wait is this many times the one before. Default 2. */
  readonly multiplier?: number;
  /** Longest wait, before jitter. Default 250. */
  readonly maxBackoffMs?: number;
  /** Share by which a wait varies at random in both directions. Default 0.2 (gRPC A6). */
  readonly jitter?: number;
  /** What all calls together may retry. Default: 20 % of calls + 10/s, not shared with other middleware (Finagle). */
  readonly budget?: RetryBudget;
  /**
   * Codes that another attempt may cure. Default UNAVAILABLE, DEADLINE_EXCEEDED (of the attempt) and RESOURCE_EXHAUSTED,
   * which moreover needs `grpc-retry-pushback-ms` from the server.
   */
  readonly retryableCodes?: readonly Code[];
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

/** What may change while it runs. */
export type RetrySettings = Omit<RetryOptions, 'budget' | 'random' | 'clock'>;

/**
 * The options with their defaults.
 *
 * @throws RangeError that names the option and the value
 */
export function resolveRetry(options: RetryOptions): Required<RetryOptions> {
  const { clock = () => performance.now() } = options;
  const resolved = {
    maxAttempts: options.maxAttempts ?? 3,
    backoffMs: options.backoffMs ?? 25,
    multiplier: options.multiplier ?? 2,
    maxBackoffMs: options.maxBackoffMs ?? 250,
    jitter: options.jitter ?? 0.2,
    budget: options.budget ?? new RetryBudget({ clock }),
    retryableCodes: options.retryableCodes ?? ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED'],
    random: options.random ?? Math.random,
    clock,
  } satisfies Required<RetryOptions>;
  check(resolved);
  return resolved;
}

function check({ maxAttempts, backoffMs, multiplier, maxBackoffMs, jitter }: Required<RetryOptions>): void {
  checkOption(
    'maxAttempts',
    maxAttempts,
    Number.isInteger(maxAttempts) && maxAttempts >= 1,
    'an integer of at least 1',
  );
  checkOption(
    'backoffMs',
    backoffMs,
    backoffMs >= 0 && backoffMs <= maxBackoffMs,
    `from 0 to maxBackoffMs (${maxBackoffMs})`,
  );
  checkOption('multiplier', multiplier, multiplier >= 1 && multiplier < Infinity, 'at least 1');
  checkOption('maxBackoffMs', maxBackoffMs, maxBackoffMs <= 2 ** 30, 'at most 2^30');
  checkOption('jitter', jitter, jitter >= 0 && jitter <= 1, 'from 0 to 1');
}
