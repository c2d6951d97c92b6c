import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from './service-name';

/** The template of each file of a service, and where the file goes; `widget` stands for the service. */
const places = {
  'contract.proto': 'proto/flotilla/widget/v1/widget.proto',
  'package.json': 'apps/widget/package.json',
  'tsconfig.build.json': 'apps/widget/tsconfig.build.json',
  'README.md': 'apps/widget/README.md',
  'main.ts': 'apps/widget/src/main.ts',
  'service.ts': 'apps/widget/src/widget-service.ts',
  'service.test.ts': 'apps/widget/src/widget-service.test.ts',
  'route.ts': 'apps/gateway/src/routes/widget.ts',
  'route.test.ts': 'apps/gateway/src/routes/widget.test.ts',
} as const;

/** A file to be, below the folder of the project. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** The files of a new service, from the templates in a folder. */
export function serviceFiles(name: ServiceName, templates: string): NewFile[] {
  return Object.entries(places).map(([template, path]) => ({
    path: named(path, name),
    text: named(readFileSync(join(templates, `${template}.tmpl`), 'utf8'), name),
  }));
}

function named(text: string, { lower, capital }: ServiceName): string {
  return text.replaceAll('widget', lower).replaceAll('Widget', capital);
}
