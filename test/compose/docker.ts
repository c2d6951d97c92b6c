import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { join } from 'node:path';

const run = promisify(execFile);
const root = join(__dirname, '..', '..');

interface Options {
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs docker in the folder of the compose file; resolves to what it prints. Rejects with all that it says. */
export async function docker(
  args: readonly string[],
  { timeoutMs = 60_000, env = {} }: Options = {},
): Promise<string> {
  try {
    const { stdout } = await run('docker', args, {
      cwd: root,
      timeout: timeoutMs,
      env: { ...process.env, ...env },
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`docker ${args.join(' ')}: ${stdout}${stderr}`, { cause: error });
  }
}

/** Each line of output as one JSON value. */
export function jsonLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
