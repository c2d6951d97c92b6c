import { join } from 'node:path';

/** The folder of this repository. */
export const projectFolder = join(__dirname, '..', '..', '..');

/** The script that runs an app, once it is built. */
export function appEntry(name: string): string {
  return appScript(name, 'main.js');
}

/** Another script of an app. */
export function appScript(name: string, ...path: readonly string[]): string {
  return join(projectFolder, 'apps', name, 'dist', ...path);
}
