import type { Instance, Registry } from '@flotilla/discovery';
import { listInstances } from './list-instances';
import { readPolicy } from './stored-policy';
import type { StoredPolicy } from './stored-policy';

/** What a registry knows of a service, at one moment. */
export interface KnownService {
  readonly name: string;
  readonly instances: readonly Instance[];
  readonly policy: StoredPolicy;
  /** Ids that the policy drains, registered or not. */
  readonly drained: ReadonlySet<string>;
}

/** @throws RangeError for a bad name; Error when the registry does not answer in time. */
export async function readService({ discovery, config }: Registry, name: string): Promise<KnownService> {
  const instances = await listInstances(discovery, name);
  const policy = await readPolicy(config, name);
  const drained = new Set(policy.state === 'valid' ? policy.policy.drained : []);
  return { name, instances, policy, drained };
}

/** All services that have instances. */
export async function readServices(registry: Registry): Promise<readonly KnownService[]> {
  const names = await registry.discovery.services();
  return Promise.all(names.map((name) => readService(registry, name)));
}
