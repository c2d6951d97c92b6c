import { CallError } from '@flotilla/call';
import type { ConfigStore, Entry, PutOptions } from '../config-store';
import type { WatchOptions } from '../discovery';
import type { EntryFeed } from '../feed/entry-feed';
import { revisionConflict } from '../revision-conflict';
import { SharedEntries } from '../feed/shared-entries';
import { assertConfigKey, assertConfigValue } from '../validation';

const maxEntries = 10_000;

/** A Map that can be watched. */
export class MemoryConfigStore implements ConfigStore {
  readonly #entries = new Map<string, Entry>();
  readonly #feeds = new Map<string, EntryFeed>();
  readonly #watches = new SharedEntries((key, feed) => {
    this.#feeds.set(key, feed);
    feed.publish(this.#entries.get(key));
    return () => void this.#feeds.delete(key);
  });
  #revision = 0;

  watch(key: string, options?: WatchOptions): AsyncIterable<Entry | undefined> {
    return this.#watches.watch(key, options);
  }

  async get(key: string): Promise<Entry | undefined> {
    assertConfigKey(key);
    return this.#entries.get(key);
  }

  async put(key: string, value: string, { ifRevision }: PutOptions = {}): Promise<Entry> {
    assertConfigKey(key);
    assertConfigValue(value);
    const known = this.#entries.get(key);
    if (ifRevision !== undefined && ifRevision !== (known?.revision ?? 'absent'))
      throw revisionConflict(key, ifRevision);
    if (!known && this.#entries.size >= maxEntries)
      throw new CallError(
        'RESOURCE_EXHAUSTED',
        `${key} was not written: there are ${maxEntries} entries; delete some`,
      );
    const entry = { key, value, revision: String((this.#revision += 1)) };
    this.#entries.set(key, entry);
    this.#feeds.get(key)?.publish(entry);
    return entry;
  }

  async delete(key: string): Promise<void> {
    assertConfigKey(key);
    this.#entries.delete(key);
    this.#feeds.get(key)?.publish(undefined);
  }

  /** Ends every watch, and those to come. */
  close(): void {
    this.#watches.close();
  }
}
