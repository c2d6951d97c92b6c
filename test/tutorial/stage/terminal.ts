import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@flotilla/testing';

const maxOutputCharacters = 400_000;
/** The fleet takes a second Ctrl-C for npm's echo of the first when it comes within 300 ms. */
const impatientMs = 400;
/** What a fleet takes to kill its processes. */
const patienceMs = 1_000;

/** How a block of commands went. */
export interface Outcome {
  /** The exit code of the first command that failed; 0 when none did. */
  readonly exit: number;
}

/** A terminal with bash in it, as a reader has one: what is set in a block is there in the next. */
export class Terminal {
  readonly #bash: ChildProcess;
  readonly #folder: string;
  #blocks = 0;
  #screen = '';
  #ended: string | undefined;

  /** @param scripts a folder for what is typed. */
  constructor(
    scripts: string,
    options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  ) {
    this.#folder = scripts;
    // A process group of its own: what Ctrl-C reaches.
    this.#bash = spawn('bash', ['--norc', '--noprofile'], { ...options, detached: true, stdio: 'pipe' });
    this.#bash.stdout?.setEncoding('utf8').on('data', (text: string) => this.#show(text));
    this.#bash.on('exit', (code, signal) => (this.#ended = `its shell ended (${signal ?? code})`));
    this.#bash.stdin?.on('error', () => undefined); // told by the exit
    // Ctrl-C ends what runs in the shell, not the shell.
    this.#bash.stdin?.write('exec 2>&1; set -o pipefail; trap : INT\n');
  }

  /** All that was shown since the last block began. */
  get output(): string {
    return this.#screen.replace(ending, '');
  }

  get isBusy(): boolean {
    return this.#blocks > 0 && this.#ended === undefined && !ending.test(this.#screen);
  }

  /** Types a block of commands; does not wait for them. */
  type(code: string): void {
    this.#blocks += 1;
    this.#screen = '';
    const script = join(this.#folder, `${this.#bash.pid}-${this.#blocks}.sh`);
    writeFileSync(script, `${code}\n`);
    const noteFirst = `failed=0; trap 'last=$?; [ $failed != 0 ] || failed=$last' ERR`;
    this.#bash.stdin?.write(`${noteFirst}; . '${script}' </dev/null; trap - ERR; printf '␞%s␞' $failed\n`);
  }

  /** @throws Error when the commands take longer than that. */
  async ended(limitMs: number): Promise<Outcome> {
    await until('the commands have ended', limitMs, () => !this.isBusy).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.#screen.slice(-6_000)}`, { cause: error });
    });
    const [, exit] = ending.exec(this.#screen) ?? [];
    if (exit === undefined) throw new Error(`${this.#ended}\n${this.#screen.slice(-6_000)}`);
    return { exit: Number(exit) };
  }

  /** Ctrl-C; and again, if what runs has not ended by then. */
  async interrupt(times: 1 | 2): Promise<void> {
    this.#signal('SIGINT');
    if (times === 1) return;
    await delay(impatientMs);
    if (this.isBusy) this.#signal('SIGINT');
  }

  /** Ends what runs in it, and it. What still runs after a second Ctrl-C is killed. */
  async close(): Promise<void> {
    if (this.isBusy) await this.interrupt(2);
    for (let waitedMs = 0; this.isBusy && waitedMs < patienceMs; waitedMs += 50) await delay(50);
    this.#signal('SIGKILL');
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-(this.#bash.pid as number), signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  #show(text: string): void {
    this.#screen = (this.#screen + text).slice(-maxOutputCharacters);
  }
}

/** What the shell prints when the commands of a block are done. */
const ending = /␞(\d+)␞/;
