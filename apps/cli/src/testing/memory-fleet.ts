import { memoryRegistry } from '@flotilla/discovery';
import type { Registry } from '@flotilla/discovery';
import { policyKey } from '@flotilla/governance';

/** A registry in memory with instances `service-1` and so on, as many as asked. */
export function memoryFleet(counts: Readonly<Record<string, number>>): Registry {
  const registry = memoryRegistry();
  for (const [service, count] of Object.entries(counts))
    for (let slot = 1; slot <= count; slot += 1)
      registry.registrar.register({
        id: `${service}-${slot}`,
        service,
        host: '127.0.0.1',
        port: 50_050 + slot,
        metadata: {},
      });
  return registry;
}

/** The document that is the policy of a service; undefined when there is none. */
export async function documentOf({ config }: Registry, service: string): Promise<unknown> {
  const entry = await config.get(policyKey(service));
  return entry && JSON.parse(entry.value);
}
