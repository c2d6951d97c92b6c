import { endpointKey } from '@flotilla/call';
import type { Endpoint } from '@flotilla/call';
import type { Instance } from '@flotilla/discovery';

/** The endpoints of a snapshot: by id and address, and the ids alone. */
export interface Listed {
  readonly byKey: ReadonlyMap<string, Endpoint>;
  readonly ids: ReadonlySet<string>;
}

function toEndpoint({ id, host, port, weight = 1, zone, version }: Instance): Endpoint {
  return { id, host, port, weight, ...(zone && { zone }), ...(version && { version }) };
}

/** Whether two endpoints at the same address say the same of themselves. */
export function isSameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return a.weight === b.weight && a.zone === b.zone && a.version === b.version;
}

export function toListed(instances: readonly Instance[]): Listed {
  const byKey = new Map<string, Endpoint>();
  const ids = new Set<string>();
  for (const instance of instances) {
    const endpoint = toEndpoint(instance);
    byKey.set(endpointKey(endpoint), endpoint);
    ids.add(endpoint.id);
  }
  return { byKey, ids };
}

/**
 * Whether a snapshot lost more than half of what an earlier one listed: rather a registry that was wiped, and refills
 * one by one, than a service that vanished. An instance that moved to another address is not lost.
 */
export function isSuddenLoss(before: Listed, after: Listed): boolean {
  let lost = 0;
  for (const id of before.ids) if (!after.ids.has(id)) lost++;
  return lost > before.ids.size / 2;
}
