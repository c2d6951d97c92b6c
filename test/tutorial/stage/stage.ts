import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { until } from '@flotilla/testing';
import { firstTerminal } from '../chapter/step';
import type { Block, Sample, Step } from '../chapter/step';
import { assertCheck } from '../check/assert-check';
import { assertExcerpt } from '../check/assert-excerpt';
import { wasBusy } from '../check/figure';
import { differsFromSample } from '../sample/sample';
import { applyChange } from './apply-change';
import { Terminal } from './terminal';

export const sampleLimitMs = 60_000;
const leaveLimitMs = 30_000;

export interface StageOptions {
  /** The clone. */
  readonly folder: string;
  /** For what is typed. */
  readonly scripts: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Where a chapter is played: its terminals, and the clone that they work in. */
export class Stage {
  readonly #options: StageOptions;
  readonly #terminals = new Map<string, Terminal>();
  #last = firstTerminal;
  #unjudged = 0;

  constructor(options: StageOptions) {
    this.#options = options;
    mkdirSync(options.scripts, { recursive: true });
  }

  /**
   * Does what a step says.
   *
   * @returns what there is to tell about it.
   * @throws Error when it is not as the chapter says.
   */
  async play(step: Exclude<Step, { kind: 'picture' }>): Promise<string> {
    switch (step.kind) {
      case 'block':
        return this.#run(step);
      case 'file':
        return this.#save(step);
      case 'change':
        return applyChange(step, this.#options.folder);
      case 'excerpt':
        return assertExcerpt(step, this.#options.folder);
      case 'sample':
        return this.#compare(step);
      case 'check':
        return this.#check(step);
      case 'ctrl-c':
        return this.#interrupt(step.terminal, step.times);
    }
  }

  /** How many checks and samples were not judged, because the machine was too busy. */
  get unjudged(): number {
    return this.#unjudged;
  }

  /** The terminals in which something runs. */
  get busy(): string[] {
    return [...this.#terminals].filter(([, terminal]) => terminal.isBusy).map(([name]) => name);
  }

  /** Ends all that runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#terminals.values()].map((terminal) => terminal.close()));
  }

  async #run({ terminal: name, code, limitMs, exits }: Block): Promise<string> {
    const terminal = this.#terminal(name);
    if (terminal.isBusy) await terminal.ended(limitMs);
    this.#last = name;
    terminal.type(code);
    if (name !== firstTerminal) return '';
    const { exit } = await terminal.ended(limitMs);
    if (!exits.includes(exit))
      throw new Error(`exit code ${exit}, must be ${exits.join(' or ')}\n${terminal.output.slice(-6_000)}`);
    return '';
  }

  #save({ path, text }: { readonly path: string; readonly text: string }): string {
    const file = join(this.#options.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
    return '';
  }

  async #compare({ terminal: name, text, calm }: Sample): Promise<string> {
    if (calm !== undefined && wasBusy({ file: calm }, this.#options.folder)) {
      this.#unjudged += 1;
      return 'not judged: the machine was too busy for the load';
    }
    const terminal = this.#terminal(name === firstTerminal ? this.#last : name);
    let difference: string | undefined;
    const fits = (): boolean => (difference = differsFromSample(text, terminal.output)) === undefined;
    await until('it is shown', sampleLimitMs, () => fits() || !terminal.isBusy).catch(() => undefined);
    if (!fits()) throw new Error(difference);
    return '';
  }

  #check(step: Step & { kind: 'check' }): string {
    const { told, judged } = assertCheck(step, this.#options.folder, this.#terminal(this.#last).output);
    if (!judged) this.#unjudged += 1;
    return told;
  }

  async #interrupt(name: string, times: 1 | 2): Promise<string> {
    const terminal = this.#terminal(name);
    if (!terminal.isBusy) throw new Error(`nothing runs in the terminal ${name}`);
    await terminal.interrupt(times);
    await terminal.ended(leaveLimitMs);
    return '';
  }

  #terminal(name: string): Terminal {
    const { folder, scripts, env } = this.#options;
    const terminal = this.#terminals.get(name) ?? new Terminal(scripts, { cwd: folder, env });
    this.#terminals.set(name, terminal);
    return terminal;
  }
}
