import { join } from 'node:path';
import { loadConfig, postgresUrl } from '@flotilla/config';
import { DatabaseFolder, findBinaries, freePort, isInitialised, wipe } from '@flotilla/embedded-postgres';
import type { FleetDatabase } from './fleet-settings';
import { projectFolder } from '../../app-entry';

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
  wishes: DatabaseWishes,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<FleetDatabase> {
  const { DATABASE_URL: url } = loadConfig(shape, environment);
  refuseContradictions(wishes, url);
  if (url !== undefined) return { kind: 'given', url };
  if (wishes.orders === 0) return { kind: 'none' };
  findBinaries();
  const folder = new DatabaseFolder(wishes.data ?? join(projectFolder, '.flotilla', 'postgres'));
  folder.claim();
  const port = await freePort();
  return { kind: 'own', folder, port, url: folder.urlAt(port) };
}

/** @throws RangeError for what would do nothing. */
function refuseContradictions({ orders, fresh, data }: DatabaseWishes, url: string | undefined): void {
  const option = fresh ? '--fresh' : '--data';
  if (url !== undefined && (fresh || data !== undefined)) {
    throw new RangeError(
      `${option} is about the own database of a fleet, not that of DATABASE_URL: unset one of them`,
    );
  }
  if (fresh && orders === 0) {
    throw new RangeError(
      '--fresh is about the own database of a fleet, which has none with --orders 0: unset one of them',
    );
  }
}

/**
 * Makes sure that PostgreSQL can start on what a folder of this process holds.
 *
 * @throws Error in one line that says what to do.
 */
export async function prepareDatabase({ folder }: { folder: DatabaseFolder }, fresh: boolean): Promise<void> {
  if (fresh) {
    // What is thrown away must be nobody else's by now.
    folder.claim();
    await wipe(folder);
  }
  await isInitialised(findBinaries(), folder);
}
