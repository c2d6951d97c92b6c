export interface BackoffOptions {
  readonly backoffMs: number;
  readonly multiplier: number;
  readonly maxBackoffMs: number;
  readonly jitter: number;
}

/** Exponential backoff. @param retry from 1 @param chance from 0 to below 1 */
export function backoffMs(retry: number, options: BackoffOptions, chance: number): number {
  const nominal = Math.min(options.backoffMs * options.multiplier ** (retry - 1), options.maxBackoffMs);
  return nominal * (1 + options.jitter * (2 * chance - 1));
}
