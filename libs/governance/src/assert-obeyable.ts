import { createBalancer } from '@flotilla/balancing';
import { retry } from '@flotilla/fault-tolerance';
import type { RetryOptions } from '@flotilla/fault-tolerance';
import type { BalancerOptions, OutlierEjectionOptions } from '@flotilla/balancing';
import type { Policy } from './policy';

/**
 * Bounds between fields, as those have them who obey: what a process with the defaults would refuse is no policy.
 *
 * @throws RangeError that names the field and the value
 */
export function assertObeyable(policy: Policy): void {
  const { enabled, ...rules } = policy.ejection ?? {};
  attempt('retry.', () => retry(policy.retry as RetryOptions | undefined));
  attempt('balancing.', () => createBalancer(policy.balancing as BalancerOptions | undefined));
  if (enabled !== false)
    attempt('', () => createBalancer({ outlierEjection: rules as OutlierEjectionOptions }));
}

function attempt(prefix: string, configure: () => unknown): void {
  try {
    configure();
  } catch (error) {
    const message = (error as Error).message.replace(/^outlierEjection\./, 'ejection.');
    throw new RangeError(prefix + message, { cause: error });
  }
}
