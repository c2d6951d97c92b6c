import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { anyPortHere } from '@flotilla/testing';
import type { Behaviour } from '../backend/behaviour';
import type { BackendMessage } from '../backend/messages';

const setpriv = '/usr/bin/setpriv';
const startTimeoutMs = 30_000;
const maxOutputCharacters = 4_000;
/** A third of what a process may hold before it collects its young garbage. Node's 16 costs eleven backends 150 MB. */
const youngMegabytes = 4;
/** As it is built, also for a lab that runs from its sources. */
const entry = join(__dirname, '..', '..', 'dist', 'backend', 'main.js');

/** Where the kernel can, it ends a backend with the lab: a frozen one would not hear of the lab's end. */
function launcher(): { execPath: string; execArgv: string[] } {
  const node = [`--max-semi-space-size=${youngMegabytes}`];
  if (process.platform !== 'linux' || !existsSync(setpriv))
    return { execPath: process.execPath, execArgv: node };
  return { execPath: setpriv, execArgv: ['--pdeathsig', 'KILL', process.execPath, ...node] };
}

/** The process of a backend, governed over its channel. */
export class BackendProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #ready: Promise<boolean>;
  #output = '';
  #residentMegabytes = NaN;

  constructor(env: Readonly<Record<string, string>>, onCalls: (count: number) => void) {
    const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
    const all = { ...process.env, ...anyPortHere, ...env };
    this.#child = fork(entry, [], { ...launcher(), env: all, stdio: [...stdio] });
    this.#exited = once(this.#child, 'exit').catch((error: Error) => this.#keep(error.message));
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => this.#keep(chunk.toString()));
    this.#ready = new Promise((resolve) => {
      this.#child.on('message', (message: BackendMessage) => {
        if (message.type === 'ready') resolve(true);
        else if (message.type === 'calls') onCalls(message.count);
        else this.#residentMegabytes = message.megabytes;
      });
    });
  }

  /**
   * Resolves when it is registered and ready.
   *
   * @throws Error with the end of its output when it ends, or is not ready within 30 s
   */
  async ready(): Promise<void> {
    const timer = setTimeout(() => this.kill('SIGKILL'), startTimeoutMs);
    const isReady = await Promise.race([this.#ready, this.#exited.then(() => false)]);
    clearTimeout(timer);
    if (!isReady) throw new Error(`a backend did not start. Its last output:\n${this.#output}`);
  }

  /** What it said last; NaN before. */
  get residentMegabytes(): number {
    return this.#residentMegabytes;
  }

  /** Lost when it is gone. */
  behave(behaviour: Behaviour): void {
    this.#child.send(behaviour, () => undefined);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Asks it to end; resolves when it is gone. */
  async leave(): Promise<void> {
    this.kill('SIGTERM');
    await this.#exited;
  }

  /** Resolves when it is gone; at once when it is. */
  async stop(): Promise<void> {
    this.kill('SIGKILL');
    await this.#exited;
  }

  #keep(text: string): void {
    this.#output = (this.#output + text).slice(-maxOutputCharacters);
  }
}
