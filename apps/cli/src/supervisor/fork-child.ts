import { fork } from 'node:child_process';
import { LineSplitter } from '../output/line-splitter';
import type { Exit, Spawn } from './child';

const lastLinesMs = 500;
/** A third of what a process may hold before it collects its young garbage. Node's 16 costs a fleet of ten 150 MB. */
const youngMegabytes = 4;

/**
 * Starts a service as a child process.
 *
 * It is in a process group of its own: a terminal's Ctrl-C reaches only the parent, which ends its children in order. The
 * IPC channel is there for its end: a service leaves when it is disconnected, even by a parent that was killed.
 */
export const forkChild: Spawn = ({ entry, environment }, onLine) => {
  const child = fork(entry, [], {
    env: environment,
    execArgv: [`--max-semi-space-size=${youngMegabytes}`],
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    const splitter = new LineSplitter(onLine);
    stream?.setEncoding('utf8').on('data', (chunk: string) => splitter.push(chunk));
    stream?.on('end', () => splitter.end());
  }
  const exited = new Promise<Exit>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null): void =>
      resolve({ reason: signal ?? `exit code ${code}` });
    child.on('close', end);
    // What it started may hold its output open: then its last lines are waited for no longer than this.
    child.on('exit', (code, signal) => setTimeout(() => end(code, signal), lastLinesMs).unref());
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ reason: error.message });
    });
  });
  return { pid: child.pid, exited, kill: (signal) => void child.kill(signal) };
};
