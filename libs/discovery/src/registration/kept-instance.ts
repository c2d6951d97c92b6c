import type { Bound } from '../bound';
import type { Instance } from '../instance';

/**
 * - `written`: the entry was not there, or another, and is now as it should be.
 * - `renewed`: it was there as it should be, and stays for one more TTL.
 * - `forgotten`: the registry has lost it, and it was not written: to be kept again at once.
 */
export type Kept = 'written' | 'renewed' | 'forgotten';

/** What one kind of registry holds of one instance, for as long as someone keeps it. */
export interface KeptInstance {
  /** Makes the registry list the instance as it is given, for one more TTL. Rejects when nobody knows whether it does. */
  keep(instance: Instance, bound: Bound): Promise<Kept>;
  /** Rejects with NOT_FOUND when it is gone already. */
  remove(bound: Bound): Promise<void>;
}
