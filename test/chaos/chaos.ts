import { decideBackend, registries, startFleet } from '@flotilla/testing';
import type { Fleet, LoadReport, RegistryName, RegistryUnderTest } from '@flotilla/testing';

/** Full figures on every registry (`npm run prove`), or shortened ones on one registry each (CI). */
const proving = process.env['PROVE'] === '1';

/** A duration: in full when proving, shortened otherwise. */
export function lasting(fullMs: number, shortMs: number): number {
  return proving ? fullMs : shortMs;
}

export interface Arena {
  readonly registry: RegistryUnderTest;
  readonly fleet: Fleet;
}

const setUpTimeoutMs = 60_000;

/**
 * A suite on a fleet of three greeters and a gateway, run by `flotilla up` on a registry that the suite owns.
 *
 * @param shortOn the registry that it runs on when not proving, if there is a program for it: else the embedded one.
 */
export function describeChaos(
  name: string,
  shortOn: RegistryName,
  suite: (arena: () => Arena) => void,
): void {
  const consul = decideBackend('consul', 'CONSUL_BIN', process.env);
  const wanted = proving ? (Object.keys(registries) as RegistryName[]) : [shortOn];
  for (const registryName of wanted) {
    const missing = registryName === 'consul' && !consul.run ? consul : undefined;
    if (missing?.required) fail(`${name} (REQUIRE_BACKENDS contains consul)`, missing.reason);
    else if (missing && proving)
      describe.skip(`${name} (skipped on consul: ${missing.reason})`, () => suite(notRunning));
    else describeOn(missing ? 'embedded' : registryName, name, suite);
  }
}

function fail(title: string, reason: string): void {
  it(title, () => {
    throw new Error(reason);
  });
}

function notRunning(): never {
  throw new Error('there is no fleet in a suite that is skipped');
}

function describeOn(registryName: RegistryName, name: string, suite: (arena: () => Arena) => void): void {
  describe(`${name} (registry: ${registryName})`, () => {
    let arena: Arena | undefined;
    beforeAll(async () => {
      const registry = await registries[registryName]();
      const fleet = await startFleet({ registryAddress: registry.address });
      arena = { registry, fleet };
    }, setUpTimeoutMs);
    afterAll(async () => {
      await arena?.fleet.stop();
      await arena?.registry.stop();
    }, setUpTimeoutMs);
    suite(() => arena as Arena);
  });
}

/** Prints what a test measured, beside Jest's own lines. */
export function printFigures(
  title: string,
  report: LoadReport,
  more: Readonly<Record<string, string>> = {},
): void {
  const latencies = report.samples.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const quantile = (q: number): string =>
    `${latencies[Math.floor((latencies.length - 1) * q)]?.toFixed(0)} ms`;
  const figures = {
    requests: String(report.samples.length),
    failed: String(report.failed.length),
    p50: quantile(0.5),
    p99: quantile(0.99),
    slowest: quantile(1),
    ...more,
  };
  const text = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`  ${title}: ${text.join(', ')}\n`);
}
