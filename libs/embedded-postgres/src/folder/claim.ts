import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { findProcess } from '../processes/find-process';

interface Owner {
  readonly pid: number;
  /** When it started: another process may have its number since. */
  readonly started: string;
}

/**
 * Writes down in a file that something belongs to a process, for as long as that lives.
 *
 * Of two that claim within the same instant the last wins; who claims again before the first use learns of it.
 *
 * @returns the number of the living process whose it is, when that is another.
 */
export function claim(file: string, pid: number): number | undefined {
  const owner = readOwner(file);
  if (owner && owner.pid !== pid && findProcess(owner.pid)?.started === owner.started) return owner.pid;
  const draft = `${file}-${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid, started: findProcess(pid)?.started ?? '' } satisfies Owner));
  renameSync(draft, file);
  return undefined;
}

/** Undefined when nobody wrote one, or not that. */
function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}
