import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { assertReachable, processUserFor } from '../processes/process-user';
import type { ProcessUser } from '../processes/process-user';
import { giveFolder } from './own-file';

/** All that is ever made in the folder of a database. */
const ownNames = /^(data|password|server|owner-\d+)(-draft-[0-9a-f]+)?$|^initdb-/;

/** A folder that exists, and whose user gets there. */
export interface OpenFolder {
  /** Without links. */
  readonly path: string;
  /** Whom PostgreSQL runs as; undefined: whom this process runs as. */
  readonly user: ProcessUser | undefined;
}

/**
 * Opens the folder of a database, or makes it. Root's becomes PostgreSQL's user's, unless it holds other things.
 *
 * @throws Error in one line when this user, or PostgreSQL's, cannot use it. Nothing is made or changed then.
 */
export function openFolder(path: string): OpenFolder {
  try {
    const real = realPath(resolve(path));
    const user = processUserFor(real);
    assertReachable(real, user);
    make(real, 0o700, user);
    accessSync(real, constants.R_OK | constants.W_OK | constants.X_OK);
    if (user) own(real, user);
    return { path: real, user };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    const advice = 'give it to the user who runs this, or delete it, or set DATABASE_URL';
    throw new Error(`cannot use ${path} (${code}): ${advice}`, { cause });
  }
}

/** Also of a path of which only the first folders exist. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realPath(dirname(path)), basename(path));
}

/** Only the folder itself is closed to others: its parents may hold more, and PostgreSQL's user must get through them. */
function make(path: string, mode: number, user: ProcessUser | undefined): void {
  if (!existsSync(dirname(path))) make(dirname(path), 0o755, user);
  const isMade = mkdirSync(path, { recursive: true, mode }) !== undefined;
  // Whatever root keeps to itself by default (umask).
  if (isMade && user) chmodSync(path, mode);
}

function own(path: string, user: ProcessUser): void {
  if (statSync(path).uid === user.uid) return assertReachable(join(path, 'data'), user);
  const other = readdirSync(path).find((name) => !ownNames.test(name));
  if (other !== undefined) {
    throw new Error(
      `${path} is root's and holds other things (${other}): name an empty folder, or a new one`,
    );
  }
  giveFolder(path, user);
}
