/// <reference types="jest" />
import type { BackendDecision } from './backend-requirement';

/**
 * A `describe` that runs where its program is. Elsewhere its tests are skipped, and its name and a line say why; or they
 * fail, when the program is required.
 *
 * @param name as `REQUIRE_BACKENDS` calls it
 */
export function describeDecided(
  title: string,
  name: string,
  decision: BackendDecision,
  suite: (program: string) => void,
): void {
  if (decision.run) return describe(title, () => suite(decision.program));
  const { required, reason } = decision;
  if (required)
    return test(`${title} (REQUIRE_BACKENDS contains ${name})`, () => {
      throw new Error(reason);
    });
  process.stderr.write(`SKIPPED: ${title}: ${reason}\n`); // jest's own report of a skipped suite is silent
  describe.skip(`${title} (skipped: ${reason})`, () => suite(''));
}
