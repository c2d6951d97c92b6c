import type { Behaviour } from '../backend/behaviour';
import { BackendProcess } from './backend-process';

export interface BackendOptions {
  /** Of the process, its instance's id and seed included. */
  readonly env: Readonly<Record<string, string>>;
  /** When it has started. */
  readonly behaviour: Behaviour;
  /** Called ten times a second with the number of calls that have come. */
  readonly onCalls: (count: number) => void;
}

/** An instance of the service, and what can be done to it. */
export class Backend {
  readonly #options: BackendOptions;
  #process: BackendProcess | undefined;

  constructor(options: BackendOptions) {
    this.#options = options;
  }

  /** Starts its process, or another one in place of one that was killed; resolves when it is ready. */
  async start(): Promise<void> {
    const { env, behaviour, onCalls } = this.#options;
    this.#process = new BackendProcess(env, onCalls);
    await this.#process.ready();
    this.behave(behaviour);
  }

  /** What its process holds of the machine's memory, as it said last; NaN before. */
  get residentMegabytes(): number {
    return this.#process?.residentMegabytes ?? NaN;
  }

  /** How it treats calls from now on; `{}` makes it well again. */
  behave(behaviour: Behaviour): void {
    this.#process?.behave(behaviour);
  }

  kill(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  /** Asks it to leave in order; resolves when it is gone. */
  async leave(): Promise<void> {
    await this.#process?.leave();
  }

  /** Its connections stay, and nothing answers. */
  freeze(): void {
    this.kill('SIGSTOP');
  }

  thaw(): void {
    this.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }
}
