import { formatTable } from '../output/table';
import { listInstances } from '../registry/list-instances';
import { addressOf, withRegistry } from '../registry/registry-access';
import { defineCommand } from './command';
import { printReport, reportOptions } from './report';

export const status = defineCommand({
  name: 'status',
  summary: 'the services that a registry knows, and how many instances each has',
  options: reportOptions,
  run: async (options, terminal) => {
    const registry = addressOf(options['registry-url']);
    const services = await withRegistry(registry, async ({ discovery }) => {
      const names = await discovery.services();
      return Promise.all(
        names.map(async (name) => ({ name, instances: (await listInstances(discovery, name)).length })),
      );
    });
    const rows = services.map(({ name, instances }) => [name, String(instances)]);
    return printReport(terminal, options.json, {
      json: { registry, services },
      lines: [`registry ${registry}`, '', ...formatTable([['SERVICE', 'INSTANCES'], ...rows])],
    });
  },
});
