/// <reference types="jest" />
import { decideBackend } from './backend-requirement';
import { startConsul } from './consul-agent';
import type { ConsulAgent } from './consul-agent';

const startTimeoutMs = 30_000;

function describeRunning(name: string, suite: (consul: () => ConsulAgent) => void, program: string): void {
  describe(name, () => {
    let agent: ConsulAgent | undefined;
    beforeAll(async () => {
      agent = await startConsul({ program });
    }, startTimeoutMs);
    afterAll(() => agent?.stop());
    suite(() => {
      if (!agent) throw new Error('Consul runs only inside of tests');
      return agent;
    });
  });
}

/**
 * A `describe` on a real Consul agent (`$CONSUL_BIN`), started before its tests and stopped after them. Without the
 * program its tests are skipped, and its name says why; they fail if `REQUIRE_BACKENDS` asks for consul.
 */
export function describeWithConsul(name: string, suite: (consul: () => ConsulAgent) => void): void {
  const decision = decideBackend('consul', 'CONSUL_BIN', process.env);
  if (decision.run) {
    describeRunning(name, suite, decision.program);
  } else if (decision.required) {
    test(`${name} (REQUIRE_BACKENDS contains consul)`, () => {
      throw new Error(decision.reason);
    });
  } else {
    process.stderr.write(`SKIPPED: ${name}: ${decision.reason}\n`); // jest's own report of a skipped suite is silent
    describe.skip(`${name} (skipped: ${decision.reason})`, () =>
      suite(() => {
        throw new Error(decision.reason);
      }));
  }
}
