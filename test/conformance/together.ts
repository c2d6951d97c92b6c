import { decideRegistry, describeDecided, registries } from '@flotilla/testing';
import type { RegistryName, RegistryUnderTest } from '@flotilla/testing';
import { runOnStand } from './stand';
import type { Case } from './stand';

export interface CaseOn {
  readonly title: string;
  /** Default: all of them. */
  readonly on?: readonly RegistryName[];
  readonly run: Case;
}

const startTimeoutMs = 30_000;

/** Cases that mostly wait: on every backend, all at the same time, each with a name and an outcome of its own. */
export function describeTogether(title: string, cases: readonly CaseOn[]): void {
  describe(title, () => {
    for (const name of Object.keys(registries) as RegistryName[]) {
      const chosen = cases.filter(({ on }) => on === undefined || on.includes(name));
      const decision = decideRegistry(name);
      if (decision.run) runTogether(name, chosen);
      else describeDecided(name, name, decision, () => runTogether(name, chosen));
    }
  });
}

/** Hooks of the block around it: all backends are started, and all cases begun, before the first is waited for. */
function runTogether(name: RegistryName, cases: readonly CaseOn[]): void {
  let backend: RegistryUnderTest | undefined;
  const outcomes = new Map<string, Promise<void>>();
  beforeAll(async () => {
    const started = await registries[name]();
    backend = started;
    for (const { title, run } of cases) {
      const outcome = runOnStand(name, started, run);
      outcome.catch(() => undefined); // its own test reports it
      outcomes.set(title, outcome);
    }
  }, startTimeoutMs);
  afterAll(async () => {
    await Promise.allSettled(outcomes.values());
    await backend?.close();
  }, startTimeoutMs);
  for (const { title } of cases) it(`${name} ${title}`, async () => outcomes.get(title));
}
