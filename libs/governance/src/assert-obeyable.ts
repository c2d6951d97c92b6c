import { createBalancer } from '@flotilla/balancing';
import type { OutlierEjectionOptions } from '@flotilla/balancing';
import {
  admission,
  circuitBreaker,
  clientThrottle,
  faultInjection,
  hedging,
  limiter,
  retry,
  RetryBudget,
} from '@flotilla/fault-tolerance';
import type { Policy } from './policy';

/**
 * Bounds between fields, as those have them who obey: what a process with the defaults would refuse is no policy.
 *
 * @throws RangeError that names the field and the value
 */
export function assertObeyable(policy: Policy): void {
  const { budget, ...retries } = policy.retry ?? {};
  attempt('retry.', () => retry(retries));
  attempt('retry.budget.', () => new RetryBudget(budget));
  attempt('balancing.', () => createBalancer(policy.balancing));
  attempt('hedging.', () => hedging(policy.hedging));
  attempt('circuitBreaker.', () => circuitBreaker(policy.circuitBreaker));
  attempt('limiter.', () => limiter(policy.limiter));
  attempt('clientThrottle.', () => clientThrottle(policy.clientThrottle));
  attempt('admission.', () => admission(policy.admission).close());
  attempt('', () => faultInjection({ faults: policy.faults ?? [] }));
  if (policy.ejection) assertEjection(policy.ejection);
}

function assertEjection({ enabled, ...outlierEjection }: NonNullable<Policy['ejection']>): void {
  const rules: OutlierEjectionOptions = outlierEjection;
  if (enabled !== false) attempt('', () => createBalancer({ outlierEjection: rules }));
}

function attempt(prefix: string, configure: () => unknown): void {
  try {
    configure();
  } catch (error) {
    const message = (error as Error).message.replace(/^outlierEjection\./, 'ejection.');
    throw new RangeError(prefix + message, { cause: error });
  }
}
