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
  assertConsistent(policy);
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

/** Defaults of a client: what leaves a call no time is no policy. */
const defaultMs = { callMs: 2_000, attemptMs: 1_000 };

/** Fields that would be in each other's way, so that one of them had no effect. */
function assertConsistent({ timeouts = {}, hedging = {}, admission = {} }: Policy): void {
  const { callMs = defaultMs.callMs, attemptMs = defaultMs.attemptMs, minLeftMs = 0 } = timeouts;
  const mostMs = Math.min(callMs, attemptMs);
  refuseIf(
    minLeftMs >= mostMs,
    `timeouts.minLeftMs must be below callMs and attemptMs (${mostMs}), got ${minLeftMs}`,
  );
  const { quantile, delayMs } = hedging;
  refuseIf(
    quantile !== undefined && delayMs !== undefined,
    `hedging.quantile (${quantile}) and hedging.delayMs (${delayMs}) contradict each other: give one`,
  );
  for (const bound of ['minLimit', 'maxLimit', 'initialLimit'] as const)
    refuseIf(
      typeof admission.limit === 'number' && admission[bound] !== undefined,
      `admission.${bound} is for a limit that is learned, and admission.limit is ${admission.limit}: give one`,
    );
}

function refuseIf(isWrong: boolean, message: string): void {
  if (isWrong) throw new RangeError(message);
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
