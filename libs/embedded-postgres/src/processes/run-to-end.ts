import { once } from 'node:events';
import type { Spawned } from './spawn-as';

const maxOutputCharacters = 4_000;
const keptLines = 8;

/**
 * Lets a program run until it ends.
 *
 * @param timeoutMs after which it is killed.
 * @param signal kills it, too.
 * @returns what it printed.
 * @throws Error with the end of its output unless it ended well.
 */
export async function runToEnd(child: Spawned, timeoutMs: number, signal?: AbortSignal): Promise<string> {
  const output = lastOutput(child);
  const kill = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(kill, timeoutMs);
  signal?.addEventListener('abort', kill);
  if (signal?.aborted) kill();
  try {
    const [code, killedBy] = (await once(child, 'close')) as [number | null, string | null];
    if (code !== 0)
      throw new Error(`${child.spawnfile} ended by ${killedBy ?? `exit code ${code}`}. It said: ${output()}`);
    return output();
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
  }
}

/** The end of what a program prints, in one line, whenever it is asked for. */
export function lastOutput(child: Spawned): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-maxOutputCharacters);
    });
  }
  return () => output.trim().split('\n').slice(-keptLines).join(' | ');
}
