/**
 * Chooses which of a service's endpoints takes a call, and keeps away from those whose calls fail.
 *
 * Use it when one client talks to several equal servers, over any protocol. Not needed behind a proxy that balances, nor
 * with one server. It opens no connections and watches no registry: give it the endpoints that are ready, ask it for a
 * pick per attempt, tell it how the attempt ended. `@flotilla/client` composes it with connections and retries.
 */
export { createBalancer } from './create-balancer';
export type { BalancerOptions } from './create-balancer';
export { policyNames } from './settings';
export type { BalancerSettings, PolicyName } from './settings';
export type { OutlierEjectionOptions } from './outlier-ejection/options';
export type { Balancer, BalancerEvent, EndpointLoad, Pick, PickContext } from './balancer';
export { outcomeOf } from './outcome';
export type { Outcome } from './outcome';

// For authors of policies, and for those who want one without what createBalancer puts around it.
export type { Policy } from './balancer';
export { policies } from './settings';
export type { EjectionReason } from './outlier-ejection/ejection-rule';
