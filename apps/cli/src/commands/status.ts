import { flag } from '../arguments/option';
import { formatTable } from '../output/table';
import { listInstances } from '../registry/list-instances';
import { addressOf, registryUrl, withRegistry } from '../registry/registry-access';
import { defineCommand } from './command';

export const status = defineCommand({
  name: 'status',
  summary: 'the services that a registry knows, and how many instances each has',
  options: { 'registry-url': registryUrl, json: flag('as JSON') },
  run: async (options, terminal) => {
    const registry = addressOf(options['registry-url']);
    const services = await withRegistry(registry, async ({ discovery }) => {
      const names = await discovery.services();
      return Promise.all(
        names.map(async (name) => ({ name, instances: (await listInstances(discovery, name)).length })),
      );
    });
    if (options.json) {
      terminal.print(JSON.stringify({ registry, services }, undefined, 2));
      return 0;
    }
    const rows = services.map(({ name, instances }) => [name, String(instances)]);
    for (const line of [`registry ${registry}`, '', ...formatTable([['SERVICE', 'INSTANCES'], ...rows])])
      terminal.print(line);
    return 0;
  },
});
