import type { Clock } from '@flotilla/call';
import type { Balancer } from './balancer';
import { consecutiveFailures } from './outlier-ejection/consecutive-failures';
import { resolveOutlierEjection } from './outlier-ejection/options';
import { OutlierEjection } from './outlier-ejection/outlier-ejection';
import type { OutlierEjectionSettings } from './outlier-ejection/outlier-ejection';
import { policies, policyNames } from './settings';
import type { BalancerSettings, PolicyName } from './settings';

export interface BalancerOptions extends BalancerSettings {
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

const defaultPolicy = 'p2c_peak_ewma';

/**
 * A balancing policy with outlier ejection around it.
 *
 * @throws RangeError for a policy or an option that does not exist or is out of its range
 */
export function createBalancer(options: BalancerOptions = {}): Balancer {
  const { policy = defaultPolicy, clock = () => performance.now(), random = Math.random } = options;
  assertPolicy(policy);
  let current = policy;
  const ejection = new OutlierEjection(policies[policy](clock, random), {
    ...toSettings(options),
    clock,
    random,
  });
  const reconfigure = (settings: BalancerSettings): void => {
    const { policy: next = defaultPolicy } = settings;
    assertPolicy(next);
    ejection.configure(toSettings(settings));
    if (next !== current) ejection.replacePolicy(policies[next](clock, random));
    current = next;
  };
  return Object.assign(ejection, { reconfigure });
}

function assertPolicy(policy: PolicyName): void {
  if (!policyNames.includes(policy)) {
    throw new RangeError(`policy must be one of ${policyNames.join(', ')}, got ${String(policy)}`);
  }
}

function toSettings({ outlierEjection }: BalancerSettings): OutlierEjectionSettings {
  const options = resolveOutlierEjection(outlierEjection || {});
  const rules = outlierEjection === false ? [] : [consecutiveFailures(options.consecutiveFailures)];
  return { rules, options };
}
