import { setTimeout as delay } from 'node:timers/promises';
import type { Discovery, Instance } from '@flotilla/discovery';
import { changesBetween } from './instance-changes';
import { services } from './services';

/** Something that happened to the fleet; milliseconds since the watch was told that the load began. */
export interface FleetMark {
  readonly label: string;
  readonly atMs: number;
}

/** More than a plot can show. */
const marksAtMost = 200;

/** Follows the instances of the services under load, and notes what happens to them. */
export class FleetWatch {
  readonly #instances = new Map<string, readonly Instance[]>();
  readonly #marks: { label: string; instant: number }[] = [];
  readonly #over = new AbortController();
  readonly #first: Promise<unknown>;
  readonly #stopObserving: () => void;
  /** Why the registry cannot be asked; undefined while it can. */
  problem: string | undefined;

  constructor(discovery: Discovery) {
    this.#stopObserving = discovery.observe((event) => {
      if (event.type === 'registry_error') this.problem = event.error.message;
      else this.problem = undefined;
    });
    const firsts = services.map(
      (service) => new Promise<void>((resolve) => void this.#follow(discovery, service, resolve)),
    );
    this.#first = Promise.all(firsts);
  }

  /** Waits until every service was listed, but not for long: a load needs no registry. False when it was not, or the signal aborts. */
  async ready(timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    const listed = new AbortController();
    const tooLate = delay(timeoutMs, false, { signal: AbortSignal.any([signal, listed.signal]) });
    try {
      return await Promise.race([this.#first.then(() => true), tooLate.catch(() => false)]);
    } finally {
      listed.abort();
    }
  }

  /** All that are listed now. */
  instances(): Instance[] {
    return [...this.#instances.values()].flat();
  }

  /** @param originMs when the load began, in milliseconds of `performance.now()` */
  marks(originMs: number): FleetMark[] {
    return this.#marks
      .filter(({ instant }) => instant >= originMs)
      .map(({ label, instant }) => ({ label, atMs: Math.round(instant - originMs) }));
  }

  close(): void {
    this.#stopObserving();
    this.#over.abort();
  }

  async #follow(discovery: Discovery, service: string, onFirst: () => void): Promise<void> {
    for await (const { instances, stale } of discovery.watch(service, { signal: this.#over.signal })) {
      if (stale) continue;
      const before = this.#instances.get(service);
      this.#instances.set(service, instances);
      if (before) this.#note(changesBetween(before, instances));
      onFirst();
    }
  }

  #note(changes: readonly string[]): void {
    const instant = performance.now();
    for (const label of changes) if (this.#marks.length < marksAtMost) this.#marks.push({ label, instant });
  }
}
