import type { Balancer, BalancerOptions } from '@flotilla/balancing';
import type { Policy } from '@flotilla/governance';
import { ownSettings } from './call-policies';
import type { CallPolicies, CallPolicyOptions } from './call-policies';
import type { Pool } from './pool/pool';

/** The parts of a client that a policy document changes. */
export interface Governed {
  readonly policies: CallPolicies;
  readonly balancer: Balancer;
  readonly pool: Pool;
}

interface Own extends CallPolicyOptions {
  readonly balancer?: Omit<BalancerOptions, 'clock'>;
}

/**
 * Makes a client obey a policy document from now on, keeping what its parts know. What the document leaves out is as the
 * client's own options have it; a section of what is off by itself turns it on.
 *
 * @throws RangeError when the two do not go together, for example a base above the client's own maximum. Part of it may
 *   be in force then: obey the one before.
 */
export function obeyPolicy(document: Policy, own: Own, { policies, balancer, pool }: Governed): void {
  const { balancing = {}, ejection, drained = [] } = document;
  obeyCalling(document, own, policies);
  balancer.reconfigure({
    ...own.balancer,
    ...balancing,
    ...(ejection && { outlierEjection: toOutlierEjection(ejection, own) }),
  });
  pool.drain(drained);
}

function obeyCalling(document: Policy, options: CallPolicyOptions, policies: CallPolicies): void {
  const own = ownSettings(options);
  const { callMs, attemptMs } = document.timeouts ?? {};
  const { budget, ...retry } = document.retry ?? {};
  policies.retry.reconfigure({ ...own.retry, ...retry });
  policies.budget.reconfigure(budget ?? {});
  policies.hedging.reconfigure(merged(own.hedging, document.hedging));
  policies.circuitBreaker.reconfigure(merged(own.circuitBreaker, document.circuitBreaker));
  policies.limiter.reconfigure(merged(own.limiter, document.limiter));
  policies.clientThrottle.reconfigure(merged(own.clientThrottle, document.clientThrottle));
  policies.fallback.reconfigure(toFallback(document.fallback));
  policies.deadline.reconfigure({ timeoutMs: callMs ?? own.deadline.timeoutMs });
  policies.attemptTimeout.reconfigure({ timeoutMs: attemptMs ?? own.attemptTimeout.timeoutMs });
}

/** A section turns its policy on, unless it says otherwise. */
function merged<T extends object, S extends object>(own: T, section: S | undefined) {
  return section ? { ...own, enabled: true, ...section } : own;
}

function toFallback({ lastGoodMs = 0 }: NonNullable<Policy['fallback']> = {}) {
  return lastGoodMs > 0 ? { enabled: true, lastGoodMs } : { enabled: false };
}

function toOutlierEjection({ enabled, ...rules }: NonNullable<Policy['ejection']>, { balancer }: Own) {
  const own = balancer?.outlierEjection;
  if (!(enabled ?? own !== false)) return false;
  return { ...own, ...rules };
}
