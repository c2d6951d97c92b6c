import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { Binaries } from '../binaries/binaries';
import type { DatabaseFolder } from '../folder/database-folder';
import { lastOutput } from '../processes/run-to-end';
import { spawnAs } from '../processes/spawn-as';
import type { Spawned } from '../processes/spawn-as';
import { endOrphan } from './end-orphan';
import { endServer, fast, immediate } from './end-server';
import { logReader } from './log-reader';
import type { LogLine } from './log-reader';
import { settings } from './settings';
import { noteStart } from './start-note';

const lastLinesMs = 500;

export interface PostgresServerOptions {
  readonly binaries: Binaries;
  /** Claimed and initialised. */
  readonly folder: DatabaseFolder;
  /** Of 127.0.0.1, the only address. */
  readonly port: number;
  /** How long it may take to accept connections, recovery included. Default 20 s. */
  readonly startTimeoutMs?: number;
  /** Gives up the start. */
  readonly signal?: AbortSignal;
  readonly onLog?: (line: LogLine) => void;
}

/** A PostgreSQL that runs as a child of this process. */
export class PostgresServer {
  readonly pid: number;
  readonly url: string;
  /** Resolves when it is gone, whatever ended it, to how: `exit code 0`, `SIGKILL`. */
  readonly exited: Promise<string>;
  readonly #child: Spawned;

  private constructor(child: Spawned, url: string) {
    this.pid = child.pid ?? 0;
    this.url = url;
    this.#child = child;
    this.exited = new Promise((resolve) => {
      const end = (code: number | null, signal: string | null): void =>
        resolve(signal ?? `exit code ${code}`);
      child.once('close', end);
      // Its sessions may hold its output open: its last lines are waited for no longer than this.
      child.once('exit', (code, signal) => setTimeout(() => end(code, signal), lastLinesMs).unref());
      child.once('error', ({ message }) => resolve(message));
    });
  }

  /**
   * Resolves when it accepts connections. An orphan on the same data is ended first.
   *
   * @throws Error with the end of its output when it ends before, or is not ready in time; and when another PostgreSQL that
   *   is no orphan uses the data.
   */
  static async start(options: PostgresServerOptions): Promise<PostgresServer> {
    const { binaries, folder, port, onLog } = options;
    await endOrphan(folder);
    const args = ['-D', folder.data, ...settings(port, folder.version ?? 0)];
    const child = spawnAs(folder.user, binaries.postgres, args);
    const server = new PostgresServer(child, folder.urlAt(port));
    const output = lastOutput(child);
    const read = logReader();
    const lines = createInterface({ input: child.stderr });
    lines.on('line', (line) => onLog?.(read(line)));
    try {
      noteStart(folder, server.pid);
      await ready(server, lines, options);
      return server;
    } catch (cause) {
      await server.stop('immediate');
      throw new Error(`PostgreSQL does not start: ${(cause as Error).message}. It said: ${output()}`, {
        cause,
      });
    }
  }

  get running(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /**
   * Resolves when it is gone.
   *
   * @param mode `fast` ends sessions and writes all to disk; `immediate` leaves that to the recovery of the next start.
   */
  async stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    const signals = mode === 'fast' ? fast : immediate;
    await endServer({ kill: (signal) => this.kill(signal), isRunning: () => this.running, signals });
    await this.exited;
  }
}

/** Resolves when it says that it accepts connections; rejects when it ends, or the time does, or the signal aborts. */
async function ready(
  { exited }: PostgresServer,
  lines: Interface,
  { startTimeoutMs = 20_000, signal }: PostgresServerOptions,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let abort = (): void => undefined;
  const settled = new Promise<void>((resolve, reject) => {
    abort = () => reject(new Error('it was told to stop'));
    timer = setTimeout(() => reject(new Error(`it is not ready after ${startTimeoutMs} ms`)), startTimeoutMs);
    lines.on('line', (line) => line.includes('ready to accept connections') && resolve());
    void exited.then((reason) => reject(new Error(`it ended by ${reason}`)));
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
  });
  try {
    await settled;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
