import type { Registry } from '@flotilla/discovery';
import { undrainInstance } from '@flotilla/governance';
import { changePolicy } from '../../registry/change-policy';
import { readServices } from '../../registry/known-service';
import { addressOf, withRegistry } from '../../registry/registry-access';
import { readPolicy } from '../../registry/stored-policy';
import { defineCommand } from '../command';
import { printReport, reportOptions } from '../report';
import { unknownInstance } from './unknown-instance';

export const undrain = defineCommand({
  name: 'undrain',
  summary: 'gives a drained instance calls again; also one that is gone, whose successor may have its id',
  positionals: ['instance'],
  options: reportOptions,
  run: async (options, terminal, id) => {
    const { service, isChanged, revision } = await withRegistry(
      addressOf(options['registry-url']),
      async (registry) => {
        const name = await findService(registry, id);
        const change = await changePolicy(registry.config, name, (policy) => undrainInstance(policy, id));
        return { service: name, ...change };
      },
    );
    return printReport(terminal, options.json, {
      json: { instance: id, service, drained: false, changed: isChanged, revision },
      lines: [isChanged ? `${id} is no longer drained` : `${id} was not drained`],
    });
  },
});

/** The service that an instance belongs to, or whose policy drains it. */
async function findService(registry: Registry, id: string): Promise<string> {
  const services = await readServices(registry);
  const found =
    services.find(({ instances }) => instances.some((each) => each.id === id)) ??
    services.find(({ drained }) => drained.has(id));
  if (found) return found.name;
  const gone = serviceIn(id);
  const stored = gone === undefined ? undefined : await readPolicy(registry.config, gone);
  if (gone !== undefined && stored?.state === 'valid' && stored.policy.drained?.includes(id)) return gone;
  throw unknownInstance(id, services);
}

/** An id is `service-slot`: when nothing of a service is registered any more, only the ids tell its name. */
function serviceIn(id: string): string | undefined {
  return /^([A-Za-z0-9-]{1,63})-[^-]+$/.exec(id)?.[1];
}
