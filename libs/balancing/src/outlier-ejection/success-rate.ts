import type { ComparingRule, Evidence } from './ejection-rule';

/** An outlier's rate is this far below the mean at least: of endpoints that differ by hairs, one is always the worst. */
const minDifference = 0.05;

export interface SuccessRateOptions {
  /** How many standard deviations below the mean. */
  readonly deviations: number;
  readonly minCalls: number;
  readonly minEndpoints: number;
}

/**
 * Ejects endpoints whose success rate is far below that of their siblings: too well for any fixed threshold, and
 * yet an outlier. Source: Envoy's `success_rate`; the least difference is DESIGN's.
 */
export function successRate({ deviations, minCalls, minEndpoints }: SuccessRateOptions): ComparingRule {
  return {
    reason: 'success_rate',
    outliers: (evidence) => {
      const judged = evidence.filter(({ calls }) => calls >= minCalls);
      if (judged.length < minEndpoints) return [];
      const { mean, deviation } = statistics(judged.map(rateOf));
      const limit = mean - Math.max(deviations * deviation, minDifference);
      return judged.filter((one) => rateOf(one) < limit).sort((a, b) => rateOf(a) - rateOf(b));
    },
  };
}

function rateOf({ calls, failures }: Evidence): number {
  return 1 - failures / calls;
}

function statistics(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}
