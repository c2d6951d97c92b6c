import { randomBytes } from 'node:crypto';
import { closeSync, constants, fchownSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { ProcessUser } from '../processes/process-user';

// Root works here in folders that are others': they must not get it to write, give away or read what is elsewhere.

/**
 * Writes a new file beside a path, under a name that nobody can have put a link at, for its user alone (mode 0600).
 *
 * @returns its path: to be renamed, or linked, to the one that was meant.
 */
export function writeDraft(path: string, text: string, user: ProcessUser | undefined): string {
  const draft = `${path}-draft-${randomBytes(8).toString('hex')}`;
  withFile(openSync(draft, 'wx', 0o600), (file) => {
    writeSync(file, text);
    if (user) fchownSync(file, user.uid, user.gid);
  });
  return draft;
}

/** @throws Error when it is a link. */
export function readOwn(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  return withFile(file, () => readFileSync(file, 'utf8'));
}

/**
 * Makes a user the owner of a folder.
 *
 * @throws Error when it is a link, or none.
 */
export function giveFolder(path: string, { uid, gid }: ProcessUser): void {
  const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  withFile(folder, () => fchownSync(folder, uid, gid));
}

function withFile<T>(file: number, use: (file: number) => T): T {
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}
