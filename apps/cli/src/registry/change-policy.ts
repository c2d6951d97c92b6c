import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '@flotilla/call';
import type { ConfigStore } from '@flotilla/discovery';
import { noPolicy, policyKey } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import { readPolicy, revisionOf } from './stored-policy';
import type { StoredPolicy } from './stored-policy';

const giveUpAfterMs = 5_000;
/** Of many who drain at once one is first each time: the others spread out. */
const maxPauseMs = 100;

export interface PolicyChange {
  /** False when there was nothing to change: nothing was written. */
  readonly isChanged: boolean;
  /** True when there was no document before. */
  readonly isFirst: boolean;
  /** Of the document as it is now; `absent` when there is none. */
  readonly revision: string;
}

/**
 * Reads the policy of a service, changes it and writes it back; anew when somebody else wrote in between.
 *
 * @param change gives the same object when there is nothing to change; called for each try.
 * @throws Error when the document is invalid, or was written in between again and again for 5 s.
 */
export async function changePolicy(
  config: ConfigStore,
  service: string,
  change: (policy: Policy) => Policy,
): Promise<PolicyChange> {
  const giveUpAtMs = performance.now() + giveUpAfterMs;
  while (performance.now() < giveUpAtMs) {
    const stored = await readPolicy(config, service);
    const before = validPolicy(service, stored);
    const after = change(before);
    const ifRevision = revisionOf(stored);
    const isFirst = stored.state === 'none';
    if (after === before) return { isChanged: false, isFirst, revision: ifRevision };
    const revision = await tryWrite(config, service, after, ifRevision);
    if (revision !== undefined) return { isChanged: true, isFirst, revision };
    await delay(Math.random() * maxPauseMs);
  }
  throw new Error(`the policy of ${service} was written by somebody else, again and again: try again`);
}

/** @returns the new revision; undefined when another than `ifRevision` is there. */
export async function tryWrite(
  config: ConfigStore,
  service: string,
  policy: Policy,
  ifRevision: string | undefined,
): Promise<string | undefined> {
  const condition = ifRevision === undefined ? {} : { ifRevision };
  try {
    return (await config.put(policyKey(service), JSON.stringify(policy), condition)).revision;
  } catch (error) {
    if (codeOf(error) === 'ABORTED') return undefined;
    throw error;
  }
}

function validPolicy(service: string, stored: StoredPolicy): Policy {
  if (stored.state === 'none') return noPolicy;
  if (stored.state === 'valid') return stored.policy;
  throw new Error(
    `the policy of ${service} is invalid (${stored.fault}): replace it with flotilla policy set ${service}`,
  );
}
