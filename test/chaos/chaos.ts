import { decideRegistry, describeDecided, GreetingLoad, registries } from '@flotilla/testing';
import type { RegistryName } from '@flotilla/testing';
import { startArena } from './arena';
import type { Arena } from './arena';

/** Full figures on every registry (`npm run prove`), or shortened ones on one registry each (CI). */
const proving = process.env['PROVE'] === '1';

/** A full figure asks for 200; machines of two cores that run CI may be too slow for it. */
export const ratePerSecond = proving ? 200 : 100;

/** An answer later than this is a failed one. CI does not judge lateness: whoever sends gives up after 5 s anyway. */
export const tooLateMs = proving ? 2_000 : 5_000;

/** Greetings at a constant rate, by default the whole rate of a run. */
export function greetings(gatewayUrl: string, durationMs: number, rate = ratePerSecond): GreetingLoad {
  return new GreetingLoad({ gatewayUrl, ratePerSecond: rate, durationMs, tooLateMs });
}

/** A duration: in full when proving, shortened otherwise. */
export function lasting(fullMs: number, shortMs: number): number {
  return proving ? fullMs : shortMs;
}

export interface Chaos {
  /** The registry that it runs on when not proving, if there is a program for it: else the embedded one. */
  readonly shortOn: RegistryName;
  /** Orders processes, with a database that the suite owns. Default 0. */
  readonly orders?: number;
}

const setUpTimeoutMs = 60_000;

/** A suite on a fleet of three greeters and a gateway, run by `flotilla up` on a registry that the suite owns. */
export function describeChaos(
  name: string,
  { shortOn, orders = 0 }: Chaos,
  suite: (arena: () => Arena) => void,
): void {
  const wanted = proving ? (Object.keys(registries) as RegistryName[]) : [shortOn];
  for (const registryName of wanted) {
    const decision = decideRegistry(registryName);
    const title = `${name} (registry: ${registryName})`;
    describeDecided(title, registryName, decision, () => onArena(registryName, orders, suite));
    // Rather on another registry than not at all.
    if (!decision.run && !proving)
      describe(`${name} (registry: embedded)`, () => onArena('embedded', orders, suite));
  }
}

function onArena(registryName: RegistryName, orders: number, suite: (arena: () => Arena) => void): void {
  let arena: Arena | undefined;
  beforeAll(async () => {
    arena = await startArena(registryName, orders);
  }, setUpTimeoutMs);
  afterAll(() => arena?.stop(), setUpTimeoutMs);
  suite(() => arena as Arena);
}
