import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../refusal';
import type { Registration, Status } from './registration';
import { TtlCheck } from './ttl-check';

/** A registered instance. The indexes are those of the changes that created and last modified it. */
export interface Instance {
  readonly registration: Registration;
  readonly check: TtlCheck | undefined;
  readonly createIndex: number;
  readonly modifyIndex: number;
}

export interface CatalogOptions {
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
  readonly maxInstances: number;
  /** Called after every change that moved an index. */
  readonly onChange: (service: string) => void;
}

/** What a question is answered with, and the index to ask again from. */
export interface Answer<T> {
  readonly index: number;
  readonly value: T;
}

/**
 * Who is registered, and how they are.
 *
 * Every change takes the next index. A service's index is that of its last change; a service that is not there has the
 * index at which the last service became empty, so a client that waits for its return never waits past it.
 */
export class Catalog {
  readonly #options: CatalogOptions;
  readonly #instances = new Map<string, Instance>();
  readonly #services = new Map<string, { index: number; ids: Set<string> }>();
  #index = 1;
  #servicesIndex = 1;
  #extinctionIndex = 1;

  constructor(options: CatalogOptions) {
    this.#options = options;
  }

  /** Adds an instance, or replaces the one with this id. @throws Refusal 503 when the registry is full. */
  register(registration: Registration): void {
    const { id, service } = registration;
    const known = this.#instances.get(id);
    if (!known) this.#refuseWhenFull();
    const check = this.#checkOf(registration, known?.check);
    const unchanged =
      known !== undefined && sameFace(known, registration) && Boolean(check) === Boolean(known.check);
    if (unchanged) {
      this.#instances.set(id, { ...known, registration });
      return;
    }
    if (known && known.registration.service !== service) this.deregister(id);
    const modifyIndex = ++this.#index;
    this.#instances.set(id, {
      registration,
      check,
      modifyIndex,
      createIndex: known?.createIndex ?? modifyIndex,
    });
    this.#idsOf(service).add(id);
    this.#servicesIndex = modifyIndex;
    this.#moved(service);
  }

  /** Removes an instance; does nothing when it is not there. */
  deregister(id: string): void {
    const instance = this.#instances.get(id);
    if (!instance) return;
    const { service } = instance.registration;
    this.#instances.delete(id);
    this.#servicesIndex = ++this.#index;
    const ids = this.#idsOf(service);
    ids.delete(id);
    if (ids.size === 0) {
      this.#services.delete(service);
      this.#extinctionIndex = this.#index;
      this.#options.onChange(service);
    } else {
      this.#moved(service);
    }
  }

  /** Renews the check of an instance. @returns false when there is no such check. */
  renew(id: string, status: Status, output: string): boolean {
    const instance = this.#instances.get(id);
    if (!instance?.check) return false;
    if (instance.check.renew(status, output, this.#options.clock())) this.#checkMoved(instance);
    return true;
  }

  /** Turns checks that were not renewed critical, and removes instances that were critical for too long. */
  expire(): void {
    const now = this.#options.clock();
    for (const [id, instance] of this.#instances) {
      if (instance.check?.expire(now)) this.#checkMoved(instance);
      if (instance.check?.isAbandoned(now)) this.deregister(id);
    }
  }

  instancesOf(service: string): Answer<Instance[]> {
    const known = this.#services.get(service);
    if (!known) return { index: this.#extinctionIndex, value: [] };
    return { index: known.index, value: [...known.ids].flatMap((id) => this.#instances.get(id) ?? []) };
  }

  /** The tags of every service. */
  services(): Answer<Map<string, string[]>> {
    const tagsOf = (service: string): string[] => [
      ...new Set(this.instancesOf(service).value.flatMap(({ registration }) => registration.tags)),
    ];
    const names = [...this.#services.keys()].sort();
    return { index: this.#servicesIndex, value: new Map(names.map((name) => [name, tagsOf(name)])) };
  }

  #refuseWhenFull(): void {
    const { maxInstances } = this.#options;
    if (this.#instances.size < maxInstances) return;
    throw new Refusal(503, `The registry is full: it holds ${maxInstances} instances; deregister some first`);
  }

  #checkOf({ check }: Registration, known: TtlCheck | undefined): TtlCheck | undefined {
    const now = this.#options.clock();
    if (!check) return known;
    if (!known) return new TtlCheck(check, now);
    known.redefine(check, now);
    return known;
  }

  #idsOf(service: string): Set<string> {
    let entry = this.#services.get(service);
    if (!entry) this.#services.set(service, (entry = { index: this.#index, ids: new Set() }));
    return entry.ids;
  }

  #checkMoved({ registration }: Instance): void {
    this.#index++;
    this.#moved(registration.service);
  }

  #moved(service: string): void {
    const entry = this.#services.get(service);
    if (entry) entry.index = this.#index;
    this.#options.onChange(service);
  }
}

/** Whether nothing changed that a reader can see; the definition of the check is the registry's own business. */
function sameFace({ registration: known }: Instance, registration: Registration): boolean {
  const face = ({ service, tags, address, port, meta }: Registration): unknown => [
    service,
    tags,
    address,
    port,
    meta,
  ];
  return isDeepStrictEqual(face(known), face(registration));
}
