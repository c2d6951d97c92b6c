import type { Clock } from '@flotilla/call';
import { checkOption, checkTimeout } from '../option';
import type { RetryBudget } from '../retry/retry-budget';

export interface HedgingOptions {
  /** False: every try goes as it is. Default true. */
  readonly enabled?: boolean;
  /** A hedge follows a try that lasts longer than this share of its method's recent ones. Default 0.97 (DESIGN). */
  readonly quantile?: number;
  /** How far back recent is, in sixths of it. Default 60,000 (DESIGN). */
  readonly windowMs?: number;
  /** Known latencies below which there is no hedge. Default 50: fewer say little about their 97th percentile. */
  readonly minSamples?: number;
  /** The least that the quantile is taken for. Default 5: pauses of this process look as long, and a hedge cures none. */
  readonly minDelayMs?: number;
  /** Waits as long as this, whatever the latencies are. Default: the quantile. */
  readonly delayMs?: number;
  /** Hedges in 10 s, as a share of the calls that may be hedged. Default 0.05 (DESIGN). */
  readonly maxRatio?: number;
  /** Shared with retry, which deposits; each hedge withdraws. Default none: only `maxRatio` bounds hedges. */
  readonly budget?: RetryBudget;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

/** What may change while it runs. */
export type HedgingSettings = Omit<HedgingOptions, 'budget' | 'clock'>;

export type ResolvedHedging = Required<Omit<HedgingSettings, 'delayMs'>> & Pick<HedgingSettings, 'delayMs'>;

/**
 * The settings with their defaults.
 *
 * @throws RangeError that names the option and the value
 */
export function resolveHedging(options: HedgingSettings): ResolvedHedging {
  const resolved = {
    enabled: options.enabled ?? true,
    quantile: options.quantile ?? 0.97,
    windowMs: options.windowMs ?? 60_000,
    minSamples: options.minSamples ?? 50,
    minDelayMs: options.minDelayMs ?? 5,
    maxRatio: options.maxRatio ?? 0.05,
    ...(options.delayMs === undefined ? {} : { delayMs: options.delayMs }),
  } satisfies ResolvedHedging;
  check(resolved);
  return resolved;
}

function check({ quantile, windowMs, minSamples, minDelayMs, delayMs, maxRatio }: ResolvedHedging): void {
  checkOption('quantile', quantile, quantile > 0 && quantile < 1, 'above 0 and below 1');
  checkTimeout('windowMs', windowMs);
  checkOption(
    'minSamples',
    minSamples,
    Number.isInteger(minSamples) && minSamples >= 1,
    'an integer of at least 1',
  );
  checkTimeout('minDelayMs', minDelayMs);
  if (delayMs !== undefined) checkTimeout('delayMs', delayMs);
  checkOption('maxRatio', maxRatio, maxRatio >= 0 && maxRatio <= 1, 'from 0 to 1');
}
