import type { PolicyName } from '@flotilla/balancing';
import type { Policy } from '@flotilla/governance';
import type { Variant } from './experiment';

/** As every client is without a document: p2c_peak_ewma, ejection, retries, attempt timeout. */
export const defaults: Variant = { name: 'default', document: {} };

/** A balancing policy alone: one attempt, no ejection. Beneath it the pool still offers ready endpoints only. */
export const bare: Policy = { retry: { maxAttempts: 1 }, ejection: { enabled: false } };

/** Plain round robin, as most clients have it: what the default is compared with. */
export const plainRoundRobin: Variant = {
  name: 'plain round robin',
  document: { ...bare, balancing: { policy: 'round_robin' } },
};

/** A variant for each policy, alike in all else. */
export function policies(base: Policy, ...names: readonly PolicyName[]): readonly Variant[] {
  return names.map((name) => ({
    name,
    document: { ...base, balancing: { ...base.balancing, policy: name } },
  }));
}

/** Variants that the short form leaves out. */
export function inFull(variants: readonly Variant[]): readonly Variant[] {
  return variants.map((variant) => ({ ...variant, onlyInFull: true }));
}
