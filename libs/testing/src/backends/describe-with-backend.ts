/// <reference types="jest" />
import type { BackendDecision } from './backend-requirement';

const startTimeoutMs = 30_000;

/** How a suite gets the program that it runs on. */
export interface Backend<T> {
  /** As `REQUIRE_BACKENDS` calls it. */
  readonly name: string;
  readonly decision: BackendDecision;
  start(program: string): Promise<T>;
  stop(backend: T): Promise<void>;
}

/**
 * A `describe` on a real program, started before its tests and stopped after them. Where it cannot run its tests are
 * skipped, and its name says why; they fail when the program is required.
 */
export function describeWithBackend<T>(
  title: string,
  backend: Backend<T>,
  suite: (backend: () => T) => void,
): void {
  const { name, decision } = backend;
  if (decision.run) {
    describeRunning(title, backend, decision.program, suite);
  } else if (decision.required) {
    test(`${title} (REQUIRE_BACKENDS contains ${name})`, () => {
      throw new Error(decision.reason);
    });
  } else {
    process.stderr.write(`SKIPPED: ${title}: ${decision.reason}\n`); // jest's own report of a skipped suite is silent
    describe.skip(`${title} (skipped: ${decision.reason})`, () =>
      suite(() => {
        throw new Error(decision.reason);
      }));
  }
}

function describeRunning<T>(
  title: string,
  { name, start, stop }: Backend<T>,
  program: string,
  suite: (backend: () => T) => void,
): void {
  describe(title, () => {
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
