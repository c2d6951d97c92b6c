import { linkSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { identify, lives, pidOf } from '../processes/process-identity';
import type { OpenFolder } from './open-folder';
import { readOwn, writeDraft } from './own-file';

/** Each means that another process has changed something since the one before. */
const maxAttempts = 100;

/**
 * Writes down in a folder that it belongs to a process, for as long as that lives: in `owner-1`, and whoever takes it over
 * from a dead one in the file with the next number. The last one counts. However many try at once, each file is made by one
 * of them, and the last is never removed: so one has it.
 *
 * @returns the number of the living process whose it is, when that is another.
 * @throws Error when others change it all the time.
 */
export function claim(folder: OpenFolder, pid: number): number | undefined {
  const identity = identify(pid);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const last = Math.max(0, ...numbers(folder));
    const owner = readOwner(folder, last);
    if (owner === identity) return undefined;
    if (lives(owner)) return pidOf(owner);
    if (take(folder, last + 1, identity)) return undefined;
  }
  throw new Error(`cannot claim ${folder.path}: delete its files owner-*, or set DATABASE_URL`);
}

/** Whether a number could be had, and is the last: those that follow it may have removed who had it before. */
function take(folder: OpenFolder, number: number, identity: string): boolean {
  if (!publish(folder, number, identity)) return false;
  const others = numbers(folder).filter((other) => other !== number);
  const isLast = others.every((other) => other < number);
  for (const needless of isLast ? others : [number]) rmSync(fileOf(folder, needless), { force: true });
  return isLast;
}

/** A link cannot be made where there is a file, and has its content from the start. */
function publish(folder: OpenFolder, number: number, identity: string): boolean {
  const file = fileOf(folder, number);
  const draft = writeDraft(file, identity, folder.user);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function numbers({ path }: OpenFolder): number[] {
  return readdirSync(path)
    .flatMap((name) => /^owner-(\d{1,9})$/.exec(name)?.[1] ?? [])
    .map(Number);
}

/** Empty when there is none: not yet, or no more. */
function readOwner(folder: OpenFolder, number: number): string {
  try {
    return readOwn(fileOf(folder, number));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function fileOf({ path }: OpenFolder, number: number): string {
  return join(path, `owner-${number}`);
}
