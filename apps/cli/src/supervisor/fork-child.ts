import { fork } from 'node:child_process';
import { LineSplitter } from '../output/line-splitter';
import type { Exit, Spawn } from './child';

/**
 * Starts a service as a child process.
 *
 * It is in a process group of its own: a terminal's Ctrl-C reaches only the parent, which ends its children in order. The
 * IPC channel is there for its end: a service leaves when it is disconnected, even by a parent that was killed.
 */
export const forkChild: Spawn = ({ entry, environment }, onLine) => {
  const child = fork(entry, [], {
    env: environment,
    execArgv: [],
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    const splitter = new LineSplitter(onLine);
    stream?.setEncoding('utf8').on('data', (chunk: string) => splitter.push(chunk));
    stream?.on('end', () => splitter.end());
  }
  const exited = new Promise<Exit>((resolve) => {
    child.on('close', (code, signal) => resolve({ reason: signal ?? `exit code ${code}` }));
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ reason: error.message });
    });
  });
  return { pid: child.pid, exited, kill: (signal) => void child.kill(signal) };
};
