import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProcess } from '../processes/find-process';
import { endServer, fast } from './end-server';

/**
 * Ends the PostgreSQL on a data directory that nobody owns any more, and makes sure that the next one may start.
 *
 * @returns its number; undefined when there was none.
 */
export async function endOrphan(data: string): Promise<number | undefined> {
  const file = join(data, 'postmaster.pid');
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : NaN;
  if (!(pid > 0) || !findProcess(pid)) return undefined;
  const isRunning = (): boolean => `${findProcess(pid)?.command} `.includes(` ${data} `);
  if (isRunning()) {
    await endServer({ kill: (signal) => signalUnlessGone(pid, signal), isRunning, signals: fast });
    return pid;
  }
  // The number is another's, as after a restart of the machine: PostgreSQL would take that for its own kind, and refuse.
  rmSync(file);
  return undefined;
}

function signalUnlessGone(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
