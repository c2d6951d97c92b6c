import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../discovery';
import type { Instance } from '../instance';
import type { Latest } from './latest';

function byId(a: Instance, b: Instance): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** The snapshots of one service for all who watch it. Lets through only what changes the instances or their staleness. */
export class SnapshotFeed {
  readonly #readers = new Set<Latest<Snapshot>>();
  readonly #onSnapshot: (snapshot: Snapshot) => void;
  #current: Snapshot | undefined;

  constructor(onSnapshot: (snapshot: Snapshot) => void) {
    this.#onSnapshot = onSnapshot;
  }

  get readers(): ReadonlySet<Latest<Snapshot>> {
    return this.#readers;
  }

  add(reader: Latest<Snapshot>): void {
    this.#readers.add(reader);
    if (this.#current) reader.offer(this.#current);
  }

  delete(reader: Latest<Snapshot>): void {
    this.#readers.delete(reader);
  }

  publish(instances: readonly Instance[], revision: string): void {
    const sorted = instances.toSorted(byId);
    const known = this.#current;
    if (known && !known.stale && isDeepStrictEqual(known.instances, sorted)) return;
    this.#set({ instances: sorted, revision, stale: false });
  }

  /** The registry was lost. Nothing to say before the first snapshot, nor twice. */
  markStale(): void {
    if (this.#current && !this.#current.stale) this.#set({ ...this.#current, stale: true });
  }

  #set(snapshot: Snapshot): void {
    this.#current = snapshot;
    for (const reader of this.#readers) reader.offer(snapshot);
    this.#onSnapshot(snapshot);
  }
}
