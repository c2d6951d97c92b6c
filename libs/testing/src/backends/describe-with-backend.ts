/// <reference types="jest" />
import type { BackendDecision } from './backend-requirement';
import { describeDecided } from './describe-decided';

const startTimeoutMs = 30_000;

/** How a suite gets the program that it runs on. */
export interface Backend<T> {
  /** As `REQUIRE_BACKENDS` calls it. */
  readonly name: string;
  readonly decision: BackendDecision;
  start(program: string): Promise<T>;
  stop(backend: T): Promise<void>;
}

/** A `describeDecided` on a real program, started before its tests and stopped after them. */
export function describeWithBackend<T>(
  title: string,
  backend: Backend<T>,
  suite: (backend: () => T) => void,
): void {
  const { name, decision, start, stop } = backend;
  describeDecided(title, name, decision, (program) => {
    let running: T | undefined;
    beforeAll(async () => {
      running = await start(program);
    }, startTimeoutMs);
    afterAll(async () => {
      if (running) await stop(running);
    }, startTimeoutMs);
    suite(() => {
      if (!running) throw new Error(`${name} runs only inside of tests`);
      return running;
    });
  });
}
