import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from '../binaries/binaries';
import { assertReachable } from '../processes/process-user';
import { runToEnd } from '../processes/run-to-end';
import { spawnAs } from '../processes/spawn-as';
import { role } from './database-folder';
import type { DatabaseFolder } from './database-folder';

const versionTimeoutMs = 10_000;
const initdbTimeoutMs = 60_000;
const draftPrefix = 'initdb-';

export interface InitialiseOptions {
  readonly binaries: Binaries;
  /** Claimed. */
  readonly folder: DatabaseFolder;
  readonly signal?: AbortSignal;
}

/**
 * Whether a folder holds a database of these binaries.
 *
 * @throws Error that says what to do when there is data of another PostgreSQL, or something else.
 */
export async function isInitialised(binaries: Binaries, folder: DatabaseFolder): Promise<boolean> {
  assertReachable(binaries.postgres, folder.user);
  const has = folder.version;
  const needs = await versionOf(binaries, folder);
  if (has === undefined || has === needs) return has === needs;
  throw new Error(
    `${folder.data} is of PostgreSQL ${has}, and this is ${needs}: dump it with ${has}, or delete it to start over`,
  );
}

/**
 * Fills a folder with an empty database unless it holds one. What a killed run left half done is never used.
 *
 * @throws Error as `isInitialised` does; and when initdb fails.
 */
export async function initialise({ binaries, folder, signal }: InitialiseOptions): Promise<void> {
  if (!(await isInitialised(binaries, folder))) await fill(folder, binaries, signal);
}

async function versionOf({ postgres }: Binaries, { user }: DatabaseFolder): Promise<number> {
  const text = await runToEnd(spawnAs(user, postgres, ['--version']), versionTimeoutMs);
  const [, major] = /PostgreSQL\) (\d+)/.exec(text) ?? [];
  if (major === undefined) throw new Error(`${postgres} is not PostgreSQL: it says ${JSON.stringify(text)}`);
  return Number(major);
}

/** In a folder of its own, which becomes the data when all went well. */
async function fill(folder: DatabaseFolder, { initdb }: Binaries, signal?: AbortSignal): Promise<void> {
  removeDrafts(folder.path);
  const draft = mkdtempSync(join(folder.path, draftPrefix));
  folder.give(draft);
  const args = [
    `--pgdata=${draft}`,
    `--username=${role}`,
    `--pwfile=${folder.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
  ];
  try {
    await runToEnd(spawnAs(folder.user, initdb, args), initdbTimeoutMs, signal);
    renameSync(draft, folder.data);
  } finally {
    removeDrafts(folder.path);
  }
}

function removeDrafts(path: string): void {
  for (const name of readdirSync(path)) {
    if (name.startsWith(draftPrefix))
      rmSync(join(path, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
