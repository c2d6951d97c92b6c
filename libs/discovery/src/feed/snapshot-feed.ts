import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../discovery';
import type { Instance } from '../instance';
import { Feed } from './feed';

function byId(a: Instance, b: Instance): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** The snapshots of one service for all who watch it. Lets through only what changes the instances or their staleness. */
export class SnapshotFeed extends Feed<Snapshot> {
  readonly #onSnapshot: (snapshot: Snapshot) => void;

  constructor(onSnapshot: (snapshot: Snapshot) => void) {
    super();
    this.#onSnapshot = onSnapshot;
  }

  publish(instances: readonly Instance[], revision: string): void {
    const sorted = instances.toSorted(byId);
    const known = this.current?.value;
    if (known && !known.stale && isDeepStrictEqual(known.instances, sorted)) return;
    this.offer({ instances: sorted, revision, stale: false });
  }

  /** The registry was lost. Nothing to say before the first snapshot, nor twice. */
  markStale(): void {
    const known = this.current?.value;
    if (known && !known.stale) this.offer({ ...known, stale: true });
  }

  protected override offer(snapshot: Snapshot): void {
    super.offer(snapshot);
    this.#onSnapshot(snapshot);
  }
}
