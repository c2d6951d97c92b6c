import { formatTable } from '../output/table';
import type { KnownService } from '../registry/known-service';
import { readServices } from '../registry/known-service';
import { addressOf, withRegistry } from '../registry/registry-access';
import { defineCommand } from './command';
import { printReport, reportOptions } from './report';

const header = ['SERVICE', 'INSTANCES', 'DRAINED', 'POLICY'];

export const services = defineCommand({
  name: 'services',
  summary: 'the services of a registry: how many instances each has, how many are drained, and its policy',
  options: reportOptions,
  run: async (options, terminal) => {
    const json = (await withRegistry(addressOf(options['registry-url']), readServices)).map(summarise);
    const rows = json.map(({ name, instances, drained, policy }) => [
      name,
      String(instances),
      String(drained),
      policy,
    ]);
    return printReport(terminal, options.json, { json, lines: formatTable([header, ...rows]) });
  },
});

function summarise({ name, instances, drained, policy }: KnownService) {
  return {
    name,
    instances: instances.length,
    drained: instances.filter(({ id }) => drained.has(id)).length,
    policy: policy.state,
  };
}
