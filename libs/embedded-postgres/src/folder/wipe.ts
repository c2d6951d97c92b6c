import { existsSync, rmSync } from 'node:fs';
import { endOrphan } from '../server/end-orphan';
import type { DatabaseFolder } from './database-folder';

/**
 * Throws the data of a claimed folder away, and ends a PostgreSQL that a killed process left on them. The password stays.
 *
 * @throws Error when they may be somebody else's, or a PostgreSQL uses them.
 */
export async function wipe(folder: DatabaseFolder): Promise<void> {
  if (!existsSync(folder.data)) return;
  if (!folder.isKnown)
    throw new Error(`${folder.data} was not made here: move it away, or delete it yourself`);
  await endOrphan(folder);
  rmSync(folder.data, { recursive: true, maxRetries: 5 });
}
