import { parsePolicy } from './parse-policy';
import type { Policy } from './policy';

/**
 * The policy with an instance drained, all else as it was; the same object when it is drained already.
 *
 * @throws CallError INVALID_ARGUMENT for what is no id, or when 1,000 instances are drained.
 */
export function drainInstance(policy: Policy, id: string): Policy {
  const { drained = [] } = policy;
  return drained.includes(id) ? policy : withDrained(policy, [...drained, id]);
}

/** The policy with an instance no longer drained, all else as it was; the same object when it was not drained. */
export function undrainInstance(policy: Policy, id: string): Policy {
  const { drained = [] } = policy;
  if (!drained.includes(id)) return policy;
  const left = drained.filter((each) => each !== id);
  return withDrained(policy, left.length > 0 ? left : undefined);
}

function withDrained(policy: Policy, drained: readonly string[] | undefined): Policy {
  return parsePolicy(JSON.stringify({ ...policy, drained }));
}
