import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

const setpriv = '/usr/bin/setpriv';
const maxOutputCharacters = 4_000;

/** A test worker that is killed runs no cleanup: where the kernel can, it ends the program with its parent. */
function withParent(program: string, args: readonly string[]): [string, string[]] {
  if (process.platform !== 'linux' || !existsSync(setpriv)) return [program, [...args]];
  return [setpriv, ['--pdeathsig', 'KILL', program, ...args]];
}

export interface ProgramOptions {
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each line that it prints. */
  readonly onLine?: (line: string) => void;
}

/** A program under test. It never outlives this process by design: stop it, or let the kernel do it. */
export class Program {
  /** Resolves when it ended, or could not be started. */
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  #output = '';

  constructor(program: string, args: readonly string[], { env, onLine }: ProgramOptions = {}) {
    this.#child = spawn(...withParent(program, args), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', (error) => {
        this.#keep(error.message);
        resolve();
      });
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.#keep(chunk.toString()));
      if (stream && onLine) createInterface({ input: stream }).on('line', onLine);
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    return this.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The end of what it printed. */
  get output(): string {
    return this.#output;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves when it is gone. SIGKILL, the default, ends a frozen program too. */
  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.running) return;
    this.kill(signal);
    await this.exited;
  }

  #keep(text: string): void {
    this.#output = (this.#output + text).slice(-maxOutputCharacters);
  }
}
