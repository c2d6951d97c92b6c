import { join } from 'node:path';

/** The folder of this repository. */
export const projectFolder = join(__dirname, '..', '..', '..');

/** The script that runs an app, once it is built. */
export function appEntry(name: string): string {
  return join(projectFolder, 'apps', name, 'dist', 'main.js');
}
