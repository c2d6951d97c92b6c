import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface RunOptions {
  readonly cwd: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export interface Ended {
  /** The exit code; null after a signal or `timeoutMs`. */
  readonly code: number | null;
  /** All that it printed, errors last. */
  readonly output: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Never rejects. */
  readonly ended: Promise<Ended>;
}

/**
 * Not for other folders: what npm tells the scripts that it runs, but for where packages come from. And no colours, which Nx asks for:
 * what is printed is compared.
 */
const ofTheWorkspace = /^(npm_(?!config_(cache|registry|userconfig|globalconfig|offline)$).*|force_color)$/i;

function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofTheWorkspace.test(name)));
}

/** Starts a program, which is killed when it takes longer than `timeoutMs`. */
export function start(program: string, args: readonly string[], options: RunOptions): Running {
  const { cwd, env, timeoutMs: timeout } = options;
  const settings = { cwd, env: { ...environment(), ...env }, timeout, killSignal: 'SIGKILL' } as const;
  let end: (ended: Ended) => void;
  const ended = new Promise<Ended>((resolve) => (end = resolve));
  const child = execFile(program, args, settings, (error, stdout, stderr) => {
    const why = error && child.exitCode === null ? `${error.message}\n` : '';
    end({ code: child.exitCode, output: `${stdout}${stderr}${why}` });
  });
  return { child, ended };
}

export function run(program: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  return start(program, args, options).ended;
}
