import { once } from 'node:events';
import type { ConfigOf } from '@flotilla/config';
import { DatabaseFolder, findBinaries, initialise, PostgresServer } from '@flotilla/embedded-postgres';
import type { LogLine } from '@flotilla/embedded-postgres';
import type { Log } from './log';
import type { postgresShape } from './postgres-config';

/**
 * Runs PostgreSQL until it ends or is told to.
 *
 * @returns the exit code: 1 when it ended by itself.
 * @throws Error in one line when it does not start.
 */
export async function runPostgres(
  { DATA_DIRECTORY, PORT: port }: ConfigOf<typeof postgresShape>,
  log: Log,
  leave: AbortSignal,
): Promise<number> {
  try {
    const server = await start(DATA_DIRECTORY, port, log, leave);
    log('info', 'listening', { addresses: [{ host: '127.0.0.1', port }], pid: server.pid });
    log('info', 'ready');
    return await attend(server, log, leave);
  } catch (error) {
    if (leave.aborted) return 0;
    throw error;
  }
}

async function start(path: string, port: number, log: Log, signal: AbortSignal): Promise<PostgresServer> {
  const binaries = findBinaries();
  const folder = new DatabaseFolder(path);
  // The fleet's rather than this process's: it outlives a restart of this one.
  folder.claim(process.connected ? process.ppid : process.pid);
  await initialise({ binaries, folder, signal });
  const onLog = ({ level, message }: LogLine): void => log(level, message);
  return PostgresServer.start({ binaries, folder, port, signal, onLog });
}

async function attend(server: PostgresServer, log: Log, leave: AbortSignal): Promise<number> {
  const told = leave.aborted ? undefined : once(leave, 'abort').then(() => undefined);
  const reason = await Promise.race([server.exited, told]);
  if (reason === undefined) {
    await server.stop('fast');
    return 0;
  }
  log('error', `PostgreSQL ended by ${reason}`);
  return 1;
}
