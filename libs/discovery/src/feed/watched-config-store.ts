import { CallError } from '@flotilla/call';
import type { ConfigStore, Entry, PutOptions } from '../config-store';
import type { WatchOptions } from '../discovery';
import { assertConfigKey, assertConfigValue } from '../validation';
import type { EntryFeed } from './entry-feed';
import { SharedEntries } from './shared-entries';

/** The part of a config store that differs between registries. Keys and values were checked. */
export interface EntrySource {
  /** Fills the feed until the signal aborts, and reports what goes wrong. */
  follow(
    key: string,
    feed: EntryFeed,
    report: (error: CallError) => void,
    signal: AbortSignal,
  ): Promise<void>;
  get(key: string): Promise<Entry | undefined>;
  /** @returns undefined when the entry is not at `ifRevision`: nothing is written then */
  put(key: string, value: string, ifRevision: string | undefined): Promise<Entry | undefined>;
  delete(key: string): Promise<void>;
}

/** Configuration in a registry that can be watched: one watch per key, however many watch it. */
export class WatchedConfigStore implements ConfigStore {
  readonly #source: EntrySource;
  readonly #onError: (error: CallError) => void;
  readonly #entries = new SharedEntries((key, feed) => this.#start(key, feed));

  /** @param onError told of each failure of a watch; the watch goes on */
  constructor(source: EntrySource, onError: (error: CallError) => void) {
    this.#source = source;
    this.#onError = onError;
  }

  watch(key: string, options?: WatchOptions): AsyncIterable<Entry | undefined> {
    return this.#entries.watch(key, options);
  }

  async get(key: string): Promise<Entry | undefined> {
    assertConfigKey(key);
    return this.#source.get(key);
  }

  async put(key: string, value: string, { ifRevision }: PutOptions = {}): Promise<Entry> {
    assertConfigKey(key);
    assertConfigValue(value);
    const entry = await this.#source.put(key, value, ifRevision);
    if (entry) return entry;
    const expected = ifRevision === 'absent' ? 'to be absent' : `at revision ${ifRevision}`;
    throw new CallError('ABORTED', `${key} was not written: expected it ${expected}; read it again`);
  }

  async delete(key: string): Promise<void> {
    assertConfigKey(key);
    await this.#source.delete(key);
  }

  /** Ends every watch, and those to come. */
  close(): void {
    this.#entries.close();
  }

  #start(key: string, feed: EntryFeed): () => void {
    const stopped = new AbortController();
    const report = ({ code, message }: CallError): void =>
      this.#onError(new CallError(code, `watch of ${key}: ${message}`));
    void this.#source.follow(key, feed, report, stopped.signal);
    return () => stopped.abort();
  }
}
