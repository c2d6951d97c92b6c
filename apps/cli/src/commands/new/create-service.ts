import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { knownPlaces } from './known-places';
import { serviceFiles } from './service-files';
import type { NewFile } from './service-files';
import type { ServiceName } from './service-name';

/** What became of a project. Paths are below its folder. */
export interface Created {
  readonly written: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Writes a new service into a project, and its name where services are listed.
 *
 * @param templates their folder
 * @throws Error when there is something of that name already, or a package or an Nx project: nothing is changed then.
 */
export function createService(name: ServiceName, folder: string, templates: string): Created {
  const files = serviceFiles(name, templates);
  const changed = knownPlaces.map(({ path, add }) => ({
    path,
    text: add(readFileSync(join(folder, path), 'utf8'), name),
  }));
  const taken = files.find(({ path }) => existsSync(join(folder, path)));
  if (taken) throw new Error(`${taken.path} is there already: choose another name, or remove it`);
  const namesake = packageFolders(name).find((path) => existsSync(join(folder, path)));
  if (namesake) throw new Error(`${namesake} has that name already: choose another`);
  for (const file of [...files, ...changed]) write(folder, file);
  return { written: files.map(({ path }) => path), changed: changed.map(({ path }) => path) };
}

/** Where else a package of this project may have its name. */
function packageFolders({ lower }: ServiceName): string[] {
  return [`libs/${lower}`, lower];
}

function write(folder: string, { path, text }: NewFile): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
