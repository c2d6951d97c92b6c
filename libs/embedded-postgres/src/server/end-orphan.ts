import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseFolder } from '../folder/database-folder';
import { findProcess } from '../processes/find-process';
import type { FoundProcess } from '../processes/find-process';
import { lives, pidOf } from '../processes/process-identity';
import { endServer, fast } from './end-server';
import { readStartNote } from './start-note';
import type { StartNote } from './start-note';

/** A starter that lost its fleet shuts its PostgreSQL down itself: it gets this long for that. */
const patienceMs = 3_000;
const pollMs = 20;

/**
 * Makes sure that no PostgreSQL runs on the data of a claimed folder, and that the next one may start. One that was started
 * here is ended when its starter is gone.
 *
 * @throws Error in one line when any other uses them.
 */
export async function endOrphan(folder: DatabaseFolder): Promise<void> {
  const lock = join(folder.data, 'postmaster.pid');
  const pid = holderOf(lock);
  if (pid === undefined) return;
  const found = findProcess(pid);
  // The number may be another's, as after a restart of the machine: PostgreSQL would take that for its own kind, and refuse.
  if (!found || !mayBePostgres(found)) return rmSync(lock, { force: true });
  const note = readStartNote(folder);
  if (note && isAbout(note, pid, found, folder) && (await isGone(note))) return;
  throw new Error(`${folder.data} is used by the PostgreSQL with pid ${pid}: stop it, or set DATABASE_URL`);
}

/** Who made a lock file; PostgreSQL negates the number when it runs without sessions (`--single`). */
function holderOf(lock: string): number | undefined {
  const pid = existsSync(lock) ? Math.abs(Number.parseInt(readFileSync(lock, 'utf8'), 10)) : 0;
  return pid > 0 ? pid : undefined;
}

function mayBePostgres({ program }: FoundProcess): boolean {
  return program === '' || /^postgres:|post(gres|master)[^/\\]*$/.test(program);
}

/** The owner of the folder can write what he likes into it: root ends no process that is not his. */
function isAbout(
  { server }: StartNote,
  pid: number,
  { uid }: FoundProcess,
  { user }: DatabaseFolder,
): boolean {
  return pidOf(server) === pid && lives(server) && uid === (user?.uid ?? process.getuid?.());
}

/** Whether a server has ended, by itself or, as soon as its starter is gone, by a signal. */
async function isGone({ server, starter }: StartNote): Promise<boolean> {
  const giveUpAt = performance.now() + patienceMs;
  while (lives(server) && lives(starter) && performance.now() < giveUpAt)
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  const kill = (signal: NodeJS.Signals): void => signalUnlessGone(pidOf(server), signal);
  if (!lives(starter)) await endServer({ kill, isRunning: () => lives(server), signals: fast });
  return !lives(server);
}

function signalUnlessGone(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
