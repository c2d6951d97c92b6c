import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseFolder, findBinaries, initialise, PostgresServer } from '@flotilla/embedded-postgres';
import type { Binaries } from '@flotilla/embedded-postgres';
import { freePort } from './free-port';
import { signalTree } from './signal-tree';

/** A real PostgreSQL, empty, with data of its own. */
export interface TestPostgres {
  /** `postgres://…`; the same after a restart. */
  readonly url: string;
  /** Undefined while it is stopped. */
  readonly pid: number | undefined;
  /**
   * Resolves when it is gone.
   *
   * @param signal default SIGINT, PostgreSQL's fast shutdown; SIGTERM waits for its clients, SIGKILL ends its sessions with it.
   */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again, stopped or not: on the same port, with the same data. */
  restart(): Promise<void>;
  /** Freezes it and all its sessions (SIGSTOP): the kernel accepts connections, and nothing answers. */
  pause(): void;
  resume(): void;
  /** Ends it, and removes its data. */
  close(): Promise<void>;
}

export interface StartPostgresOptions {
  /** Default: those that npm installed. */
  readonly binaries?: Binaries;
}

/** @throws Error with its output when it does not start within 20 s. */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<TestPostgres> {
  const binaries = options.binaries ?? findBinaries();
  const path = await mkdtemp(join(tmpdir(), 'flotilla-postgres-'));
  const remove = (): Promise<void> => rm(path, { recursive: true, maxRetries: 5 });
  try {
    const folder = new DatabaseFolder(path);
    await initialise({ binaries, folder });
    const port = await freePort();
    const start = (): Promise<PostgresServer> => PostgresServer.start({ binaries, folder, port });
    return toTestPostgres(await start(), start, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

function toTestPostgres(
  first: PostgresServer,
  start: () => Promise<PostgresServer>,
  remove: () => Promise<void>,
): TestPostgres {
  let server = first;
  const stop = async (signal: NodeJS.Signals = 'SIGINT'): Promise<void> => {
    if (!server.running) return;
    signalTree(server.pid, 'SIGCONT');
    if (signal === 'SIGKILL') signalTree(server.pid, signal);
    else server.kill(signal);
    await server.exited;
  };
  return {
    url: server.url,
    get pid() {
      return server.running ? server.pid : undefined;
    },
    stop,
    restart: async () => {
      await stop();
      server = await start();
    },
    pause: () => signalTree(server.pid, 'SIGSTOP'),
    resume: () => signalTree(server.pid, 'SIGCONT'),
    close: async () => {
      await stop('SIGKILL');
      await remove();
    },
  };
}
