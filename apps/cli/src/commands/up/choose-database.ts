import { join } from 'node:path';
import { loadConfig, postgresUrl } from '@flotilla/config';
import { DatabaseFolder, findBinaries, isInitialised, wipe } from '@flotilla/embedded-postgres';
import type { FleetDatabase } from './fleet-settings';
import { projectFolder } from './plan-fleet';
import { freePort } from './port-state';

const shape = { DATABASE_URL: postgresUrl().optional() };

export interface DatabaseWishes {
  readonly orders: number;
  /** Whether to throw its own data away. */
  readonly fresh: boolean;
  /** Where its own data are kept. Default: `.flotilla/postgres` of this project. */
  readonly data: string | undefined;
}

/**
 * The database for a fleet: the one that DATABASE_URL names; else one of its own, taken for this process; else, without
 * orders, none.
 *
 * @throws RangeError or Error in one line that says what to do.
 */
export async function chooseDatabase(
  { orders, fresh, data = join(projectFolder, '.flotilla', 'postgres') }: DatabaseWishes,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<FleetDatabase> {
  const { DATABASE_URL: url } = loadConfig(shape, environment);
  if (url !== undefined && fresh) {
    throw new RangeError(
      '--fresh throws away the own database of a fleet, not that of DATABASE_URL: unset one of them',
    );
  }
  if (url !== undefined) return { kind: 'given', url };
  if (orders === 0) return { kind: 'none' };
  findBinaries();
  const folder = new DatabaseFolder(data);
  folder.claim();
  const port = await freePort();
  return { kind: 'own', folder, port, url: folder.urlAt(port) };
}

/**
 * Makes sure that PostgreSQL can start on what a folder holds.
 *
 * @throws Error in one line that says what to do.
 */
export async function prepareDatabase({ folder }: { folder: DatabaseFolder }, fresh: boolean): Promise<void> {
  if (fresh) await wipe(folder);
  await isInitialised(findBinaries(), folder);
}
