import type { Bound } from '../bound';

/** A key, or all keys that begin with `prefix`, which ends with a slash. */
export type KeyRange = { readonly key: string } | { readonly prefix: string };

/** An entry as it is, or as it became; without a value it is gone. */
export interface KeyChange {
  readonly key: string;
  readonly value: string | undefined;
  /** Of the change. */
  readonly revision: bigint;
}

/** A moment in the life of a cluster: each write counts its revision up. */
export interface Position {
  readonly clusterId: string;
  readonly revision: bigint;
}

export interface KeyListing {
  readonly position: Position;
  readonly entries: readonly KeyChange[];
}

export interface Claim {
  readonly key: string;
  readonly value: string;
  readonly lease: string;
}

/** What watches, registrations and configuration need of etcd. Every method rejects with a CallError. */
export interface EtcdApi {
  list(range: KeyRange, bound: Bound): Promise<KeyListing>;
  keys(range: KeyRange, bound: Bound): Promise<string[]>;
  /** Where the cluster is; shows that it answers, has a leader, and lets us read the range. */
  position(range: KeyRange, bound: Bound): Promise<Position>;
  /**
   * Follows what changes after a position. Resolves when etcd has forgotten what came after it (compaction): list again.
   * Rejects when the signal aborts, and when the stream or the member behind it is lost.
   */
  follow(
    range: KeyRange,
    after: Position,
    onChanges: (changes: readonly KeyChange[]) => void,
    signal: AbortSignal,
  ): Promise<void>;

  /** @returns the id of a new lease. */
  grant(ttlMs: number, bound: Bound): Promise<string>;
  /** @returns false when the lease is gone. */
  keepAlive(lease: string, bound: Bound): Promise<boolean>;
  /** Ends a lease, and the entries that it holds. */
  revoke(lease: string, bound: Bound): Promise<void>;
  /** Writes the entry under the lease, whoever holds it. */
  seize(claim: Claim, bound: Bound): Promise<void>;
  /**
   * Writes the entry under the lease where there is none; over that of the same lease only to `rewrite` it.
   *
   * @returns false when it is another lease's: nothing is written then.
   */
  keep(claim: Claim, rewrite: boolean, bound: Bound): Promise<boolean>;

  /** @returns the revision of the entry. */
  put(key: string, value: string, bound: Bound): Promise<bigint>;
  /**
   * Writes over the entry with this revision only; 0n: where there is none.
   *
   * @returns the revision of the entry; undefined when another is there.
   */
  putIf(key: string, value: string, revision: bigint, bound: Bound): Promise<bigint | undefined>;
  remove(key: string, bound: Bound): Promise<void>;
}
