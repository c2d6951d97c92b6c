import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from './service-name';

/** The template of each file of a service, and where the file goes; `example` stands for the service. */
const places = {
  'contract.proto': 'proto/flotilla/example/v1/example.proto',
  'package.json': 'apps/example/package.json',
  'tsconfig.build.json': 'apps/example/tsconfig.build.json',
  'README.md': 'apps/example/README.md',
  'main.ts': 'apps/example/src/main.ts',
  'service.ts': 'apps/example/src/example-service.ts',
  'service.test.ts': 'apps/example/src/example-service.test.ts',
  'route.ts': 'apps/gateway/src/routes/example.ts',
  'route.test.ts': 'apps/gateway/src/routes/example.test.ts',
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
  return text.replaceAll('example', lower).replaceAll('Example', capital);
}
