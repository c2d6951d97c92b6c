import { CallError } from '@flotilla/call';
import type { ConfigStore, Entry, PutOptions } from '../config-store';
import type { WatchOptions } from '../discovery';
import { revisionConflict } from '../revision-conflict';
import { SharedEntries } from '../feed/shared-entries';
import type { EntryFeed } from '../feed/entry-feed';
import { assertConfigKey, assertConfigValue } from '../validation';
import { watchBlocking } from './blocking-watch';
import type { ConsulApi } from './consul-api';
import { WatchPlan } from './watch-plan';
import type { WatchPlanOptions } from './watch-plan';

/** An index that no entry ever has: "Index 1 is impossible anyways due to Raft internals" (Consul, kvs_endpoint.go). */
const noEntrysIndex = 1;

function toCas(ifRevision: string): number {
  if (ifRevision === 'absent') return 0;
  return /^[1-9]\d{0,14}$/.test(ifRevision) ? Number(ifRevision) : noEntrysIndex;
}

export interface ConsulConfigStoreOptions extends WatchPlanOptions {
  /** Told of each query of a watch that failed; the watch goes on. */
  readonly onError: (error: CallError) => void;
}

/** Consul's key-value store. A revision is a ModifyIndex; one loop of blocking queries per watched key. */
export class ConsulConfigStore implements ConfigStore {
  readonly #api: ConsulApi;
  readonly #options: ConsulConfigStoreOptions;
  readonly #entries = new SharedEntries((key, feed) => this.#start(key, feed));

  constructor(api: ConsulApi, options: ConsulConfigStoreOptions) {
    this.#api = api;
    this.#options = options;
  }

  watch(key: string, options?: WatchOptions): AsyncIterable<Entry | undefined> {
    return this.#entries.watch(key, options);
  }

  async get(key: string): Promise<Entry | undefined> {
    assertConfigKey(key);
    return (await this.#api.entry(key, 0)).value;
  }

  async put(key: string, value: string, { ifRevision }: PutOptions = {}): Promise<Entry> {
    assertConfigKey(key);
    assertConfigValue(value);
    const cas = ifRevision === undefined ? undefined : toCas(ifRevision);
    if (!(await this.#api.putEntry(key, value, cas))) throw revisionConflict(key, ifRevision);
    // Consul does not say which index it gave. If the value is another one by now, ours is history, at no entry's index.
    const entry = await this.get(key);
    return entry?.value === value ? entry : { key, value, revision: String(noEntrysIndex) };
  }

  async delete(key: string): Promise<void> {
    assertConfigKey(key);
    await this.#api.deleteEntry(key);
  }

  /** Ends every watch, and those to come. */
  close(): void {
    this.#entries.close();
  }

  #start(key: string, feed: EntryFeed): () => void {
    const stopped = new AbortController();
    void watchBlocking(
      {
        query: (index, signal) => this.#api.entry(key, index, signal),
        plan: new WatchPlan(this.#options),
        onAnswer: ({ value }) => feed.publish(value),
        onError: ({ code, message }) =>
          this.#options.onError(new CallError(code, `watch of ${key}: ${message}`)),
      },
      stopped.signal,
    );
    return () => stopped.abort();
  }
}
