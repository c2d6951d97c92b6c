import type { Registry } from '@flotilla/discovery';
import { readServices } from '../registry/known-service';
import { addressOf, withRegistry } from '../registry/registry-access';
import { defineCommand } from './command';
import { unknownInstance } from './drain/unknown-instance';
import { printReport, reportOptions } from './report';

export const pid = defineCommand({
  name: 'pid',
  summary: 'the process of an instance, for kill -9 $(flotilla pid greeter-2)',
  positionals: ['instance'],
  options: reportOptions,
  run: async (options, terminal, id) => {
    const found = await withRegistry(addressOf(options['registry-url']), (registry) => findPid(registry, id));
    return printReport(terminal, options.json, {
      json: { instance: id, pid: found },
      lines: [String(found)],
    });
  },
});

async function findPid(registry: Registry, id: string): Promise<number> {
  const services = await readServices(registry);
  const instance = services.flatMap(({ instances }) => instances).find((each) => each.id === id);
  if (!instance) throw unknownInstance(id, services);
  // As it registered it: what a command line hands to kill must be one process, and no group.
  const pid = /^[1-9]\d*$/.exec(instance.metadata['pid'] ?? '');
  if (!pid) throw new Error(`${id} did not register the pid of its process`);
  return Number(pid[0]);
}
