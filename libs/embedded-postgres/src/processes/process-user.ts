import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whom a process runs as. */
export interface ProcessUser {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody` and `nogroup` of most systems. */
const nobody: ProcessUser = { uid: 65_534, gid: 65_534 };

/**
 * PostgreSQL refuses to run as root: the owner of its folder then, or nobody when that is root, or the folder is still to be
 * made. Undefined for any other user: himself.
 */
export function processUserFor(folder: string, ownUid = process.getuid?.()): ProcessUser | undefined {
  if (ownUid !== 0) return undefined;
  const owner = statSync(folder, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody;
}

/**
 * Makes sure that a user can get to a path, by the permission bits of all folders above it that exist.
 *
 * @throws Error in one line that names the folder in the way.
 */
export function assertReachable(path: string, user: ProcessUser | undefined): void {
  if (!user) return;
  const closed = ancestors(path).find((folder) => !mayEnter(folder, user));
  if (closed === undefined) return;
  throw new Error(
    `PostgreSQL does not run as root, and user ${user.uid} may not enter ${closed}: run this as another user, or set DATABASE_URL`,
  );
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}

function mayEnter(folder: string, { uid, gid }: ProcessUser): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats) return true;
  const { uid: owner, gid: group, mode } = stats;
  if (owner === uid) return (mode & 0o100) !== 0;
  return (mode & (group === gid ? 0o010 : 0o001)) !== 0;
}
