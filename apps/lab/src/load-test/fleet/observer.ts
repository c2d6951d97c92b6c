import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig, registryShape } from '@flotilla/config';
import { openRegistry } from '@flotilla/discovery';
import type { Registry } from '@flotilla/discovery';
import { FleetWatch } from './fleet-watch';
import type { FleetMark } from './fleet-watch';
import { ProcessMeter } from './process-meter';
import type { ProcessFigures } from './process-log';

/** For the first lists: a load does not wait longer for a registry that it can do without. */
const patienceMs = 3_000;
const readEveryMs = 2_000;
/** Readings of a process that are kept: a long load is read less often. */
const readingsAtMost = 600;

/** What was seen of a fleet while it was under load. */
export interface Observed {
  readonly marks: readonly FleetMark[];
  readonly processes: readonly ProcessFigures[];
}

/** Looks at a fleet from beside, through its registry and its admin ports; without a registry, at the generator alone. */
export class Observer {
  readonly #registry: Registry;
  readonly #watch: FleetWatch;
  readonly #meter = new ProcessMeter();

  /** @param registryUrl in place of the address that the environment names */
  constructor(registryUrl: string | undefined) {
    const settings = loadConfig(registryShape);
    const variable = settings.REGISTRY === 'etcd' ? 'ETCD_ENDPOINTS' : 'CONSUL_HTTP_ADDR';
    this.#registry = openRegistry({ ...settings, ...(registryUrl && { [variable]: registryUrl }) });
    this.#watch = new FleetWatch(this.#registry.discovery);
  }

  /**
   * @param signal ends the wait for the registry's first answer
   * @returns why there is nothing to see; undefined when there is
   */
  async problem(signal: AbortSignal): Promise<string | undefined> {
    const isReady = await this.#watch.ready(patienceMs, signal);
    if (!isReady) return this.#watch.problem ?? `the registry lists nothing within ${patienceMs / 1_000} s`;
    return this.#watch.instances().length === 0 ? 'the registry knows no instances' : undefined;
  }

  /**
   * Looks until the signal aborts.
   *
   * @param durationMs of the load, as planned
   */
  async observe(durationMs: number, over: AbortSignal): Promise<Observed> {
    const originMs = performance.now();
    const atMs = (): number => performance.now() - originMs;
    const everyMs = Math.max(readEveryMs, durationMs / readingsAtMost);
    while (!over.aborted) {
      await this.#meter.read(this.#watch.instances(), atMs);
      await delay(everyMs, undefined, { signal: over }).catch(() => undefined);
    }
    await this.#meter.read(this.#watch.instances(), atMs);
    return { marks: this.#watch.marks(originMs), processes: this.#meter.figures() };
  }

  async close(): Promise<void> {
    this.#watch.close();
    await this.#registry.close();
  }
}
