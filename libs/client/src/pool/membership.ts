import { endpointKey } from '@flotilla/call';
import type { Endpoint } from '@flotilla/call';
import type { Instance } from '@flotilla/discovery';

export type Listed = ReadonlyMap<string, Endpoint>;

function toEndpoint({ id, host, port, weight = 1, zone, version }: Instance): Endpoint {
  return { id, host, port, weight, ...(zone && { zone }), ...(version && { version }) };
}

/** The endpoints of a snapshot, by id and address. */
export function toListed(instances: readonly Instance[]): Listed {
  return new Map(instances.map(toEndpoint).map((endpoint) => [endpointKey(endpoint), endpoint]));
}

/**
 * Whether a snapshot loses more than half of what the one before it listed: rather a registry that was wiped, and refills
 * one by one, than a service that vanished.
 */
export function isSuddenLoss(before: Listed, after: Listed): boolean {
  let lost = 0;
  for (const key of before.keys()) if (!after.has(key)) lost++;
  return lost > before.size / 2;
}
