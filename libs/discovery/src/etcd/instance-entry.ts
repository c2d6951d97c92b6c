import type { Instance } from '../instance';
import { assertInstance } from '../validation';

/** Instances are at `/<prefix>/instances/<service>/<id>`, as JSON. */
export class InstanceKeys {
  /** Of all instances of all services. */
  readonly all: string;

  /** @param prefix without slashes at its ends. */
  constructor(prefix: string) {
    this.all = `/${prefix}/instances/`;
  }

  ofService(service: string): string {
    return `${this.all}${service}/`;
  }

  of({ service, id }: Instance): string {
    return `${this.ofService(service)}${id}`;
  }

  /** The service of an instance's key; undefined for one that is none. */
  toService(key: string): string | undefined {
    const [service, id, ...rest] = key.slice(this.all.length).split('/');
    return id && rest.length === 0 ? service : undefined;
  }
}

/**
 * The instance of an entry; what it holds beyond an instance's fields is left out.
 *
 * @throws TypeError, RangeError or SyntaxError for one that no client could use.
 */
export function toInstance(keys: InstanceKeys, key: string, value: string): Instance {
  const { id, service, host, port, weight, zone, version, metadata } = JSON.parse(value) as Instance;
  const instance: Instance = {
    id,
    service,
    host,
    port,
    ...(weight !== undefined && { weight }),
    ...(zone !== undefined && { zone }),
    ...(version !== undefined && { version }),
    metadata,
  };
  assertInstance(instance);
  if (keys.of(instance) !== key) throw new RangeError(`the entry is for ${keys.of(instance)}`);
  return instance;
}
