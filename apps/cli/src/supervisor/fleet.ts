import type { ProcessPlan } from './process-plan';
import { SupervisedProcess } from './supervised-process';
import type { Surroundings } from './supervised-process';
import { whenReady } from './when-ready';

/** The processes of a fleet. Services start one after the other, in the order of their plans, and leave in the opposite one. */
export class Fleet {
  readonly processes: readonly SupervisedProcess[];
  readonly #services: readonly (readonly SupervisedProcess[])[];
  readonly #surroundings: Surroundings;
  #stopping: Promise<void> | undefined;

  constructor(plans: readonly ProcessPlan[], surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.processes = plans.map((plan) => new SupervisedProcess(plan, surroundings));
    const names = new Set(plans.map(({ service }) => service));
    this.#services = [...names].map((name) => this.processes.filter(({ plan }) => plan.service === name));
  }

  /**
   * Resolves when every process was ready.
   *
   * @param timeoutMs for all of them together.
   * @throws StartError
   */
  async start(timeoutMs: number): Promise<void> {
    const { clock } = this.#surroundings;
    const giveUpMs = clock() + timeoutMs;
    const starting: SupervisedProcess[] = [];
    for (const service of this.#services) {
      if (this.#stopping) return;
      for (const process of service) process.start();
      starting.push(...service);
      if (service.some(({ plan }) => plan.startsWithNext)) continue;
      await whenReady(starting.splice(0), Math.max(0, giveUpMs - clock()));
    }
  }

  /**
   * Resolves when every process is gone. Idempotent.
   *
   * @param graceMs how long the processes of one service may take to leave before they are killed.
   */
  stop(graceMs: number): Promise<void> {
    return (this.#stopping ??= this.#leave(graceMs));
  }

  /** Ends all at once; `stop` resolves soon after. */
  kill(): void {
    for (const process of this.processes) process.kill();
  }

  async #leave(graceMs: number): Promise<void> {
    for (const service of this.#services.toReversed()) {
      await Promise.all(service.map((process) => process.stop(graceMs)));
    }
  }
}
