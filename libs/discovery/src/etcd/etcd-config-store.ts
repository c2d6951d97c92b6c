import { CallError } from '@flotilla/call';
import type { ConfigStore, Entry, PutOptions } from '../config-store';
import type { WatchOptions } from '../discovery';
import type { EntryFeed } from '../feed/entry-feed';
import { revisionConflict } from '../revision-conflict';
import { SharedEntries } from '../feed/shared-entries';
import { assertConfigKey, assertConfigValue } from '../validation';
import type { EtcdApi, KeyChange, KeyListing } from './etcd-api';
import { watchRange } from './watch-range';
import type { WatchRangeOptions } from './watch-range';

const bound = { timeoutMs: 5_000 };
/** No entry has a revision that is none of etcd's 64-bit numbers, or 0. */
const revisionPattern = /^[1-9]\d{0,17}$/;

export interface EtcdConfigStoreOptions extends WatchRangeOptions {
  /** Told of each failure of a watch; the watch goes on. */
  readonly onError: (error: CallError) => void;
}

/** The key-value store on etcd: a key is etcd's with a slash before it, a revision its `mod_revision`. */
export class EtcdConfigStore implements ConfigStore {
  readonly #api: EtcdApi;
  readonly #options: EtcdConfigStoreOptions;
  readonly #entries = new SharedEntries((key, feed) => this.#start(key, feed));

  constructor(api: EtcdApi, options: EtcdConfigStoreOptions) {
    this.#api = api;
    this.#options = options;
  }

  watch(key: string, options?: WatchOptions): AsyncIterable<Entry | undefined> {
    return this.#entries.watch(key, options);
  }

  async get(key: string): Promise<Entry | undefined> {
    assertConfigKey(key);
    const { entries } = await this.#api.list({ key: toEtcdKey(key) }, bound);
    return toEntry(key, entries[0]);
  }

  async put(key: string, value: string, { ifRevision }: PutOptions = {}): Promise<Entry> {
    assertConfigKey(key);
    assertConfigValue(value);
    const revision = await this.#write(toEtcdKey(key), value, ifRevision);
    if (revision === undefined) throw revisionConflict(key, ifRevision);
    return { key, value, revision: String(revision) };
  }

  async delete(key: string): Promise<void> {
    assertConfigKey(key);
    await this.#api.remove(toEtcdKey(key), bound);
  }

  /** Ends every watch, and those to come. */
  close(): void {
    this.#entries.close();
  }

  async #write(etcdKey: string, value: string, ifRevision: string | undefined): Promise<bigint | undefined> {
    if (ifRevision === undefined) return this.#api.put(etcdKey, value, bound);
    if (ifRevision === 'absent') return this.#api.putIf(etcdKey, value, 0n, bound);
    if (!revisionPattern.test(ifRevision)) return undefined;
    return this.#api.putIf(etcdKey, value, BigInt(ifRevision), bound);
  }

  #start(key: string, feed: EntryFeed): () => void {
    const stopped = new AbortController();
    const follower = {
      onListing: ({ entries }: KeyListing) => feed.publish(toEntry(key, entries[0])),
      onChanges: (changes: readonly KeyChange[]) => feed.publish(toEntry(key, changes.at(-1))),
      onError: ({ code, message }: CallError) =>
        this.#options.onError(new CallError(code, `watch of ${key}: ${message}`)),
    };
    void watchRange(this.#api, { key: toEtcdKey(key) }, follower, stopped.signal, this.#options);
    return () => stopped.abort();
  }
}

function toEtcdKey(key: string): string {
  return `/${key}`;
}

function toEntry(key: string, change: KeyChange | undefined): Entry | undefined {
  if (change?.value === undefined) return undefined;
  return { key, value: change.value, revision: String(change.revision) };
}
