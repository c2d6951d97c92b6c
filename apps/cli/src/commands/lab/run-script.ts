import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a script of this project on this terminal, to its end. What ends this process ends the script first.
 *
 * @returns its exit code; 128 and the signal's number when a signal ended it.
 */
export async function runScript(script: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' });
  // A terminal sends its Ctrl-C to both; sent twice, it is still one to a process that is already ending.
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of passedOn) process.on(signal, passOn);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } finally {
    for (const signal of passedOn) process.off(signal, passOn);
  }
}
