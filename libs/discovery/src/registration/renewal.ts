import type { Kept } from './kept-instance';

/** Retries are spread over 6 s, so that a fleet does not stampede a registry that comes back. */
const retrySpreadMs = 6_000;
/** And never come faster than one per second: neither do the errors that they report. */
const retryMinMs = 1_000;

export interface RenewalOptions {
  /** Time between two renewals in milliseconds. */
  readonly intervalMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * How long to wait before an entry is kept again, for ever:
 *
 * - The first renewal of what was written comes somewhere in the interval: instances that registered together do not
 *   renew together, nor find a wiped registry together.
 * - What the registry forgot is written at once.
 * - What failed is tried again in 1 to 7 s. With a request timeout of 2 s an instance is back within 9 s of the
 *   registry's return.
 */
export function renewalDelayMs(last: Kept | 'failed', { intervalMs, random }: RenewalOptions): number {
  if (last === 'renewed') return intervalMs;
  if (last === 'written') return random() * intervalMs;
  if (last === 'forgotten') return 0;
  return retryMinMs + random() * retrySpreadMs;
}
