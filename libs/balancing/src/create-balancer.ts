import type { Clock } from '@flotilla/call';
import type { Balancer, Policy } from './balancer';
import { LeastRequest } from './least-request/least-request';
import { consecutiveFailures } from './outlier-ejection/consecutive-failures';
import { resolveOutlierEjection } from './outlier-ejection/options';
import type { OutlierEjectionOptions } from './outlier-ejection/options';
import { OutlierEjection } from './outlier-ejection/outlier-ejection';
import { P2cPeakEwma } from './peak-ewma/peak-ewma';
import { RoundRobin } from './round-robin/round-robin';

const policies = {
  round_robin: (_clock, random) => new RoundRobin(random),
  least_request: (_clock, random) => new LeastRequest(random),
  p2c_peak_ewma: (clock, random) => new P2cPeakEwma(clock, random),
} satisfies Record<string, (clock: Clock, random: () => number) => Policy>;

export type PolicyName = keyof typeof policies;

export interface BalancerOptions {
  /** How endpoints are chosen. Default `p2c_peak_ewma` (Finagle). */
  readonly policy?: PolicyName;
  /** Keeps away from endpoints whose calls keep failing; false turns it off. */
  readonly outlierEjection?: OutlierEjectionOptions | false;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
  /** From 0 to below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * A balancing policy with outlier ejection around it.
 *
 * @throws RangeError for a policy or an option that does not exist or is out of its range
 */
export function createBalancer(options: BalancerOptions = {}): Balancer {
  const { policy = 'p2c_peak_ewma', clock = () => performance.now(), random = Math.random } = options;
  if (!Object.hasOwn(policies, policy)) {
    throw new RangeError(`policy must be one of ${Object.keys(policies).join(', ')}, got ${String(policy)}`);
  }
  const ejection = resolveOutlierEjection(options.outlierEjection || {});
  return new OutlierEjection({
    policy: policies[policy](clock, random),
    rules: options.outlierEjection === false ? [] : [consecutiveFailures(ejection.consecutiveFailures)],
    options: ejection,
    clock,
    random,
  });
}
