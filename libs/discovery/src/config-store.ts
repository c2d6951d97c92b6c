import type { WatchOptions } from './discovery';

/** A value in the registry's key-value store. */
export interface Entry {
  /** Segments of letters, digits, `.`, `_` and `-`, joined by `/`; for example `flotilla/policies/greeter`. */
  readonly key: string;
  /** Text of at most 64 KiB. */
  readonly value: string;
  /** Changes with each write; equal revisions of one key mean equal values. */
  readonly revision: string;
}

export interface PutOptions {
  /** Writes only over the entry with this revision; `absent` only where there is none. Default: writes in any case. */
  ifRevision?: string;
}

/** Small documents that running processes follow: policies, flags. Not a database. */
export interface ConfigStore {
  /**
   * The entry of a key as it is, then after each change; undefined while there is none.
   *
   * It never ends by itself: leave the loop or abort the signal. A slow reader gets the latest and skips those in between.
   * While the registry is down nothing is said: what was heard last stays in force.
   *
   * @throws TypeError or RangeError for a bad key.
   */
  watch(key: string, options?: WatchOptions): AsyncIterable<Entry | undefined>;
  get(key: string): Promise<Entry | undefined>;
  /** Resolves to what was written. Rejects with ABORTED when another revision is there, or none, or one at all. */
  put(key: string, value: string, options?: PutOptions): Promise<Entry>;
  /** Resolves when it is gone, also when it was not there. */
  delete(key: string): Promise<void>;
}
