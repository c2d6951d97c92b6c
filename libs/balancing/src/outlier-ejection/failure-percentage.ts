import type { EjectionRule } from './ejection-rule';

export interface FailurePercentageOptions {
  readonly threshold: number;
  readonly minCalls: number;
  readonly minEndpoints: number;
}

/**
 * Ejects an endpoint that failed more than `threshold` percent of its calls of an interval, with a success here and there
 * that ends every row of failures. Source: Envoy's `failure_percentage`, which looks only when the interval ends.
 */
export function failurePercentage({
  threshold,
  minCalls,
  minEndpoints,
}: FailurePercentageOptions): EjectionRule {
  return {
    reason: 'failure_percentage',
    isOutlier: ({ calls, failures }, ready) =>
      calls >= minCalls && ready >= minEndpoints && failures * 100 > calls * threshold,
  };
}
