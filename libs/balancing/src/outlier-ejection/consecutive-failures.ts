import type { EjectionRule } from './ejection-rule';

/** Ejects an endpoint whose last `threshold` calls failed. Source: Envoy's `consecutive_5xx`. */
export function consecutiveFailures(threshold: number): EjectionRule {
  return {
    reason: 'consecutive_failures',
    isOutlier: ({ consecutiveFailures: failures }) => failures >= threshold,
  };
}
