import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

interface Link {
  /** What is linked to; both relative to the package. */
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages cannot hold symbolic links: the packages with PostgreSQL list those of its libraries in a file, and make
 * them in a script that npm does not run everywhere. Makes what is missing; others may do the same at the same time.
 *
 * @throws Error when this user may not.
 */
export function restoreLinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as Link[];
  for (const link of links) restore(join(packageFolder, link.source), join(packageFolder, link.target));
}

function restore(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    symlinkSync(relative(dirname(target), source), target);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return;
    const advice = 'run npm rebuild as the user who installed it, or set DATABASE_URL';
    throw new Error(`cannot complete PostgreSQL with the link ${target}: ${advice}`, { cause });
  }
}
