import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Signals a process and those that it started. It is stopped meanwhile, so that it starts and buries none. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  process.kill(pid, 'SIGSTOP');
  for (const child of childrenOf(pid)) signalUnlessGone(child, signal);
  process.kill(pid, signal);
}

function childrenOf(pid: number): number[] {
  if (process.platform === 'linux') {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  }
  const all = execFileSync('ps', ['-A', '-o', 'ppid=,pid='], { encoding: 'utf8' }).trim().split('\n');
  return all
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([parent, child = 0]) => (parent === pid ? [child] : []));
}

function signalUnlessGone(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
