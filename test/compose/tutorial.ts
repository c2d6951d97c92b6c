import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStep } from '../tutorial/chapter/describe-step';
import type { Step } from '../tutorial/chapter/step';
import { readPages } from '../tutorial/read-chapters';
import { repository } from '../tutorial/repository';
import { Stage } from '../tutorial/stage/stage';
import type { ComposeFleet } from './compose-fleet';

/** For a sample: what it waits for is there, or comes at once. */
const sampleLimitMs = 60_000;
const graceMs = 10_000;

/** What the chapters do with containers: on this fleet, which is up already, in place of one of the reader's. */
export function tutorial(fleet: ComposeFleet): void {
  const pages = readPages().filter(({ composeSteps }) => composeSteps.length > 0);

  describe.each(pages)('$name', ({ composeSteps }) => {
    const scripts = mkdtempSync(join(tmpdir(), 'flotilla-compose-tutorial-'));
    let stage: Stage;
    beforeAll(() => {
      const env = { ...(process.env as Record<string, string>), ...fleet.environment };
      stage = new Stage({ folder: repository, scripts, env });
    });
    afterAll(async () => {
      await stage.close();
      rmSync(scripts, { recursive: true, force: true });
    });

    for (const step of composeSteps) {
      const limitMs = step.kind === 'block' ? step.limitMs : sampleLimitMs;
      it(describeStep(step), () => stage.play(onPortsOf(fleet, step)), limitMs + graceMs);
    }
  });
}

const ports = { '127.0.0.1:8080': 'GATEWAY_PORT', '127.0.0.1:9090': 'PROMETHEUS_PORT' } as const;

/** @throws Error for a step that containers are not for. */
function onPortsOf(fleet: ComposeFleet, step: Step): Exclude<Step, { kind: 'picture' }> {
  if (step.kind === 'picture') throw new Error('containers draw no picture');
  if (step.kind !== 'block') return step;
  const code = Object.entries(ports).reduce(
    (text, [address, port]) => text.replaceAll(`http://${address}`, fleet.url(port)),
    step.code,
  );
  return { ...step, code };
}
