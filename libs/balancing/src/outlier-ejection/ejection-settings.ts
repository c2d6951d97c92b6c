import { consecutiveFailures } from './consecutive-failures';
import type { ComparingRule, EjectionRule } from './ejection-rule';
import { failurePercentage } from './failure-percentage';
import { resolveOutlierEjection } from './options';
import type { OutlierEjectionOptions, ResolvedOutlierEjection } from './options';
import { successRate } from './success-rate';

/** Who is ejected, and for how long. Without any rule nobody is. */
export interface EjectionSettings {
  readonly rules: readonly EjectionRule[];
  readonly comparingRules: readonly ComparingRule[];
  readonly options: ResolvedOutlierEjection;
}

/** @throws RangeError that names the option and the value */
export function toEjectionSettings(given: OutlierEjectionOptions | false | undefined): EjectionSettings {
  const options = resolveOutlierEjection(given || {});
  if (given === false) return { rules: [], comparingRules: [], options };
  const {
    consecutiveFailures: inARow,
    failurePercentage: percentage,
    successRateDeviations: deviations,
  } = options;
  const ofPercentage = {
    minCalls: options.failurePercentageMinCalls,
    minEndpoints: options.failurePercentageMinEndpoints,
  };
  const ofRate = { minCalls: options.successRateMinCalls, minEndpoints: options.successRateMinEndpoints };
  return {
    rules: [
      ...(inARow === false ? [] : [consecutiveFailures(inARow)]),
      ...(percentage === false ? [] : [failurePercentage({ threshold: percentage, ...ofPercentage })]),
    ],
    comparingRules: deviations === false ? [] : [successRate({ deviations, ...ofRate })],
    options,
  };
}
