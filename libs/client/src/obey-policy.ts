import type { Balancer, BalancerOptions } from '@flotilla/balancing';
import type { Policy } from '@flotilla/governance';
import { fairChanceMs, ownSettings } from './call-policies';
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
  // First what may not go with the client's own options, so that nothing is forgotten for a document that is refused.
  policies.retry.reconfigure(retrySettings(document.retry, own));
  balancer.reconfigure({
    ...own.balancer,
    ...balancing,
    ...(ejection && { outlierEjection: ejectionSettings(ejection, own) }),
  });
  obeyCalling(document, ownSettings(own), policies);
  pool.drain(drained);
}

function obeyCalling(document: Policy, own: ReturnType<typeof ownSettings>, policies: CallPolicies): void {
  const { callMs = own.deadline.timeoutMs, attemptMs = own.attemptTimeout.timeoutMs } =
    document.timeouts ?? {};
  policies.budget.reconfigure(document.retry?.budget ?? {});
  policies.deadline.reconfigure({ timeoutMs: callMs });
  policies.attemptTimeout.reconfigure({ timeoutMs: attemptMs });
  policies.limiter.reconfigure(turnedOn(own.limiter, document.limiter));
  policies.clientThrottle.reconfigure(turnedOn(own.clientThrottle, document.clientThrottle));
  policies.fallback.reconfigure(fallbackSettings(document.fallback));
  policies.hedging.reconfigure(turnedOn(hedgingBase(document.hedging, own), document.hedging));
  const hurriedMs = fairChanceMs(callMs, attemptMs);
  policies.circuitBreaker.reconfigure(
    turnedOn({ ...own.circuitBreaker, hurriedMs }, document.circuitBreaker),
  );
}

/** A section turns its policy on, unless it says otherwise. */
function turnedOn<T extends object, S extends object>(own: T, section: S | undefined) {
  return section ? { ...own, enabled: true, ...section } : own;
}

function retrySettings(section: Policy['retry'], own: CallPolicyOptions) {
  const { budget, ...settings } = section ?? {};
  const isOn = own.retry !== false || Object.keys(settings).length > 0;
  return { ...(isOn ? own.retry || {} : ownSettings(own).retry), ...settings };
}

/** A quantile takes the place of a delay of the client's own. */
function hedgingBase(section: Policy['hedging'], { hedging }: ReturnType<typeof ownSettings>) {
  const { delayMs, ...others } = hedging;
  return section?.quantile === undefined ? hedging : others;
}

function fallbackSettings({ lastGoodMs = 0 }: NonNullable<Policy['fallback']> = {}) {
  return lastGoodMs > 0 ? { enabled: true, lastGoodMs } : { enabled: false };
}

function ejectionSettings({ enabled = true, ...rules }: NonNullable<Policy['ejection']>, { balancer }: Own) {
  return enabled && { ...balancer?.outlierEjection, ...rules };
}
