import type { CallError } from '@flotilla/call';
import type { Instance } from './instance';

/** All instances of one service that may be called, at one moment. */
export interface Snapshot {
  /** Ordered by id. Empty means: the registry says that there are none. */
  readonly instances: readonly Instance[];
  /** The registry's own version of this list; equal revisions of one service mean equal lists. */
  readonly revision: string;
  /** True while the registry does not answer: the list was right when last heard of. */
  readonly stale: boolean;
}

export interface WatchOptions {
  /** Ends the watch. */
  signal?: AbortSignal;
}

export type DiscoveryEvent =
  /** `config`: a key of the config store cannot be watched; the error names it. */
  | { type: 'registry_error'; operation: 'watch' | 'services' | 'config'; service?: string; error: CallError }
  /** Emitted once for each snapshot, however many watchers get it. `instances` is their number. */
  | { type: 'snapshot'; service: string; instances: number; stale: boolean };

/** Finds the instances of services. */
export interface Discovery {
  /**
   * The snapshots of a service: the first as soon as there is one, then one for each change.
   *
   * It never ends by itself: leave the loop or abort the signal. A slow reader gets the latest snapshot and skips
   * those in between. While the registry is down the last good snapshot is repeated once, marked stale.
   *
   * @throws TypeError or RangeError for a bad service name.
   */
  watch(service: string, options?: WatchOptions): AsyncIterable<Snapshot>;
  /**
   * Names of the services that have instances, sorted; others' names that `watch` would refuse are left out. Rejects with a CallError when the registry does not answer.
   */
  services(): Promise<string[]>;
  /** @returns a function that ends the observation. */
  observe(listener: (event: DiscoveryEvent) => void): () => void;
}
