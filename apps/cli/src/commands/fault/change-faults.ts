import { parsePolicy } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';

export type Fault = NonNullable<Policy['faults']>[number];

/**
 * The policy with one more fault, without those that are over, all else as it was.
 *
 * @throws CallError INVALID_ARGUMENT when that is one too many
 */
export function addFault(policy: Policy, fault: Fault, nowMs: number): Policy {
  return withFaults(policy, [...faultsInForce(policy, nowMs), fault]);
}

/** The policy without faults, all else as it was; the same object when it has none. */
export function clearFaults(policy: Policy): Policy {
  return policy.faults === undefined ? policy : withFaults(policy, undefined);
}

/** The faults of a policy that are not over. */
export function faultsInForce({ faults = [] }: Policy, nowMs: number): readonly Fault[] {
  return faults.filter(({ until }) => until === undefined || Date.parse(until) > nowMs);
}

function withFaults(policy: Policy, faults: readonly Fault[] | undefined): Policy {
  return parsePolicy(JSON.stringify({ ...policy, faults }));
}
