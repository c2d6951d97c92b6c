import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { ProcessUser } from './process-user';

const setpriv = '/usr/bin/setpriv';

export type Spawned = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Starts a program as a user (by default, this one). Where the kernel can, it is interrupted when this process is
 * killed: PostgreSQL then shuts down.
 */
export function spawnAs(user: ProcessUser | undefined, program: string, args: readonly string[]): Spawned {
  const [command = program, ...rest] = [...dyingWithParent(), program, ...args];
  return spawn(command, rest, { ...user, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
}

function dyingWithParent(): string[] {
  const isPossible = process.platform === 'linux' && existsSync(setpriv);
  return isPossible ? [setpriv, '--pdeathsig', 'INT'] : [];
}

/** Without variables that change what PostgreSQL does; its messages in English, since they are read. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|DATABASE_URL$)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
