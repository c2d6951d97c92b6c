/**
 * The policy document of a service: how it is to be called, in one JSON document in the registry's key-value store, followed by
 * every process that calls or serves it, while it runs.
 *
 * Use it to change timeouts, retries, balancing and ejection, or to drain an instance, without a restart. Not for the
 * configuration of a process (that is `@flotilla/config`), nor for application data. `createClient({ policies })` applies
 * what it watches; this library only says what is in force.
 */
export { noPolicy } from './policy';
export type { Policy } from './policy';
export { drainInstance, undrainInstance } from './drain-instance';
export { parsePolicy } from './parse-policy';
export { failureCodes, methodName } from './faults';
export { instanceId } from './rules';
export { policyKey } from './policy-key';
export { PolicyWatch } from './policy-watch';
export type { PolicyEvent } from './policy-watch';
