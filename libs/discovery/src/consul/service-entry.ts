import { inspect } from 'node:util';
import type { Instance } from '../instance';
import { assertAddress } from '../validation';

/** Consul removes an instance whose TTL ran out so long ago; a minute is its minimum. */
const deregisterCriticalAfterMs = 60_000;

/** An entry of `/v1/health/service/:name`: the part that is read. */
interface ServiceEntry {
  readonly Node?: { readonly Address?: string };
  readonly Service?: {
    readonly ID?: string;
    readonly Service?: string;
    readonly Address?: string;
    readonly Port?: number;
    readonly Meta?: Readonly<Record<string, string>> | null;
  };
}

export interface Listing {
  readonly instances: readonly Instance[];
  /** The ids of the entries that no client could use, with the reason. */
  readonly refused: readonly string[];
}

/** The instance's own fields go beside the user's metadata: the npm package drops Consul's `Weights`. */
function toMeta({ weight, zone, version, metadata }: Instance): Record<string, string> {
  return {
    ...metadata,
    ...(weight !== undefined && { weight: String(weight) }),
    ...(zone !== undefined && { zone }),
    ...(version !== undefined && { version }),
  };
}

/** The body of a registration, in the spelling of the npm package `consul`; the check's id becomes `service:<id>`. */
export function toRegistration(instance: Instance, ttlMs: number) {
  const { id, service, host, port, version } = instance;
  return {
    id,
    name: service,
    address: host,
    port,
    meta: toMeta(instance),
    ...(version && { tags: [version] }),
    check: {
      name: `TTL of ${id}`,
      ttl: `${ttlMs}ms`,
      timeout: '', // the package's types ask for it; it is not sent
      status: 'passing',
      deregistercriticalserviceafter: `${deregisterCriticalAfterMs}ms`,
    },
  };
}

function fromMeta(
  meta: Readonly<Record<string, string>>,
): Omit<Instance, 'id' | 'service' | 'host' | 'port'> {
  const { weight, zone, version, ...metadata } = meta;
  const share = Number(weight);
  return {
    ...(share > 0 && Number.isFinite(share) && { weight: share }),
    ...(zone && { zone }),
    ...(version && { version }),
    metadata,
  };
}

/**
 * The instance of an entry; undefined for one that has no address to call, for example of another program.
 *
 * @throws TypeError or RangeError for one that no client could use.
 */
function toInstance({ Node, Service = {} }: ServiceEntry): Instance | undefined {
  const { ID, Service: service, Port } = Service;
  const host = Service.Address || Node?.Address;
  if (!ID || !service || !host || !Port) return undefined;
  const instance = { id: ID, service, host, port: Port, ...fromMeta(Service.Meta ?? {}) };
  assertAddress(instance);
  return instance;
}

/** The instances of a service's entries. An entry that is no good is left out, and costs the others nothing. */
export function toListing(entries: readonly unknown[]): Listing {
  const instances: Instance[] = [];
  const refused: string[] = [];
  for (const entry of entries) {
    try {
      const instance = toInstance(entry ?? {});
      if (instance) instances.push(instance);
    } catch (error) {
      const { Service } = entry as ServiceEntry;
      refused.push(`${inspect(Service?.ID, { maxStringLength: 80, depth: 0 })}: ${(error as Error).message}`);
    }
  }
  return { instances, refused };
}
