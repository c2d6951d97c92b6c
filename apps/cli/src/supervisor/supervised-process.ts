import { Listeners } from '@flotilla/call';
import type { Clock } from '@flotilla/call';
import type { Child, Exit, Spawn } from './child';
import type { ProcessPlan } from './process-plan';
import { readReport } from './process-report';
import type { Addresses, ProcessState } from './process-state';
import { restartDelayMs } from './restart-delay';

/** A process that lived so long had no trouble starting: its next failure is a first one. */
const provenMs = 30_000;
const keptLines = 10;

export interface Surroundings {
  readonly spawn: Spawn;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

export type ProcessEvent =
  | { readonly type: 'state'; readonly state: ProcessState }
  /** It printed a line. */
  | { readonly type: 'line'; readonly line: string };

/** Keeps one process running: what dies without being told to is started again, after it is gone and after a delay. */
export class SupervisedProcess {
  readonly plan: ProcessPlan;
  readonly #surroundings: Surroundings;
  readonly #listeners = new Listeners<ProcessEvent>();
  #state: ProcessState = { name: 'stopped' };
  #child: Child | undefined;
  #addresses: Addresses = { address: '-', admin: '-' };
  #lastLines: string[] = [];
  #startedMs = 0;
  #failures = 0;
  #restarts = 0;
  #restart: NodeJS.Timeout | undefined;

  constructor(plan: ProcessPlan, surroundings: Surroundings) {
    this.plan = plan;
    this.#surroundings = surroundings;
  }

  get state(): ProcessState {
    return this.#state;
  }

  /** How often in a row it died, without a life of 30 s between. */
  get failures(): number {
    return this.#failures;
  }

  /** The last ten that it printed since it was started. */
  get lastLines(): readonly string[] {
    return this.#lastLines;
  }

  observe(listener: (event: ProcessEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  start(): void {
    const { spawn, clock } = this.#surroundings;
    this.#startedMs = clock();
    this.#lastLines = [];
    const child = spawn(this.plan, (line) => this.#read(line));
    this.#child = child;
    this.#become({ name: 'starting', pid: child.pid });
    void child.exited.then((exit) => this.#exited(exit));
  }

  /** Tells it to leave; kills it when it has not left after `graceMs`. Resolves when it is gone. */
  async stop(graceMs: number): Promise<void> {
    clearTimeout(this.#restart);
    const child = this.#child;
    if (!child) return this.#become({ name: 'stopped' });
    // Told twice, a service would not drain.
    if (this.#state.name !== 'stopping') {
      this.#become({ name: 'stopping', pid: child.pid });
      child.kill('SIGTERM');
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await child.exited;
    clearTimeout(timer);
  }

  /** Ends it at once, and does not start it again. */
  kill(): void {
    clearTimeout(this.#restart);
    if (!this.#child) return this.#become({ name: 'stopped' });
    this.#become({ name: 'stopping', pid: this.#child.pid });
    this.#child.kill('SIGKILL');
  }

  #read(line: string): void {
    this.#lastLines = [...this.#lastLines, line].slice(-keptLines);
    this.#listeners.emit({ type: 'line', line });
    const report = readReport(line);
    if (report?.type === 'listening') this.#addresses = report;
    if (report?.type !== 'ready' || this.#state.name !== 'starting') return;
    const { address, admin } = this.#addresses;
    this.#become({ name: 'ready', pid: this.#state.pid, address, admin });
  }

  #exited({ reason }: Exit): void {
    this.#child = undefined;
    if (this.#state.name === 'stopping') return this.#become({ name: 'stopped' });
    const { clock, random } = this.#surroundings;
    if (clock() - this.#startedMs >= provenMs) this.#failures = 0;
    this.#failures += 1;
    this.#restarts += 1;
    const delayMs = restartDelayMs(this.#failures, random());
    this.#restart = setTimeout(() => this.start(), delayMs);
    this.#become({ name: 'restarting', reason, delayMs, restarts: this.#restarts });
  }

  #become(state: ProcessState): void {
    const isNews = state.name !== this.#state.name;
    this.#state = state;
    if (isNews) this.#listeners.emit({ type: 'state', state });
  }
}
