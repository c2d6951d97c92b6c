import type { Registry } from '@flotilla/discovery';
import { drainInstance } from '@flotilla/governance';
import type { Policy } from '@flotilla/governance';
import { flag } from '../../arguments/option';
import { changePolicy } from '../../registry/change-policy';
import { readServices } from '../../registry/known-service';
import type { KnownService } from '../../registry/known-service';
import { addressOf, withRegistry } from '../../registry/registry-access';
import { defineCommand } from '../command';
import { printReport, reportOptions } from '../report';
import { unknownInstance } from './unknown-instance';

export const drain = defineCommand({
  name: 'drain',
  summary: 'keeps calls away from an instance, which keeps running; within a second, until undrain',
  positionals: ['instance'],
  options: { force: flag('also the last instance that is not drained'), ...reportOptions },
  run: async (options, terminal, id) => {
    const { service, isChanged, isFirst, revision } = await withRegistry(
      addressOf(options['registry-url']),
      (registry) => drainIn(registry, id, options.force),
    );
    return printReport(terminal, options.json, {
      json: { instance: id, service, drained: true, changed: isChanged, revision },
      lines: [
        isChanged ? `${id} is drained: it keeps running, and gets no calls` : `${id} was drained already`,
        ...(isFirst && isChanged ? [firstDocument(service)] : []),
      ],
    });
  },
});

/** After a registry came back empty, processes still obey the document that it had: until there is another, as now. */
function firstDocument(service: string): string {
  return `${service} had no policy document: if the registry has lost one, set it again with flotilla policy set`;
}

async function drainIn(registry: Registry, id: string, force: boolean) {
  const services = await readServices(registry);
  const service = services.find(({ instances }) => instances.some((each) => each.id === id));
  if (!service) throw unknownInstance(id, services);
  const change = await changePolicy(registry.config, service.name, (policy) => {
    const after = drainInstance(policy, id);
    if (after !== policy && !force) assertSomebodyIsLeft(service, id, after);
    return after;
  });
  return { service: service.name, ...change };
}

function assertSomebodyIsLeft({ name, instances }: KnownService, id: string, { drained = [] }: Policy): void {
  if (instances.some((each) => !drained.includes(each.id))) return;
  throw new Error(
    `${id} is the last instance of ${name} that is not drained: without it calls fail (--force drains it)`,
  );
}
