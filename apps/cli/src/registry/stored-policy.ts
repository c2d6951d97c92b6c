import type { ConfigStore } from '@flotilla/discovery';
import { parsePolicy, policyKey } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import { printable } from '../output/printable';

/** What a registry keeps as the policy of a service. */
export type StoredPolicy =
  | { readonly state: 'none' }
  | { readonly state: 'valid'; readonly revision: string; readonly policy: Policy }
  /** Processes refuse it, and keep the one before. */
  | {
      readonly state: 'invalid';
      readonly revision: string;
      readonly document: string;
      readonly fault: string;
    };

export async function readPolicy(config: ConfigStore, service: string): Promise<StoredPolicy> {
  const entry = await config.get(policyKey(service));
  if (!entry) return { state: 'none' };
  const { value: document, revision } = entry;
  try {
    return { state: 'valid', revision, policy: parsePolicy(document) };
  } catch (error) {
    return { state: 'invalid', revision, document, fault: faultOf(error) };
  }
}

/** What `parsePolicy` found, in one line that is safe to print. */
export function faultOf(error: unknown): string {
  return printable((error as Error).message, 400);
}

/** The condition that nobody has written in between, as `put` takes it. */
export function revisionOf(stored: StoredPolicy): string {
  return stored.state === 'none' ? 'absent' : stored.revision;
}
