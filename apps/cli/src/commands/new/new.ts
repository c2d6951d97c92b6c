import { join } from 'node:path';
import { projectFolder } from '../../app-entry';
import { defineCommand } from '../command';
import { createService } from './create-service';
import { toServiceName } from './service-name';

const templates = join(projectFolder, 'apps', 'cli', 'templates', 'service');

export const newService = defineCommand({
  name: 'new',
  summary: 'a new service in this repository: contract, handlers, tests, and its route in the gateway',
  positionals: ['service'],
  options: {},
  run: async (_options, terminal, service) => {
    const { written, changed } = createService(toServiceName(service), projectFolder, templates);
    for (const path of written) terminal.print(`new      ${path}`);
    for (const path of changed) terminal.print(`changed  ${path}`);
    terminal.print('next: npm install && npm run generate && npm run format');
    return 0;
  },
});
