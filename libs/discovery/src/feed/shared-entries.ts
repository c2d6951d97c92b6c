import type { Entry } from '../config-store';
import type { WatchOptions } from '../discovery';
import { assertConfigKey } from '../validation';
import { EntryFeed } from './entry-feed';
import { SharedWatches } from './shared-watches';

/** Called for the first watcher of a key: fills the feed until the returned function is called. */
export type StartEntryFeed = (key: string, feed: EntryFeed) => () => void;

/** The watches of keys: one feed for each, however many watch it. */
export class SharedEntries {
  readonly #watches: SharedWatches<Entry | undefined>;

  constructor(start: StartEntryFeed) {
    this.#watches = new SharedWatches((key) => {
      const feed = new EntryFeed();
      return { feed, stop: start(key, feed) };
    });
  }

  watch(key: string, options?: WatchOptions): AsyncIterable<Entry | undefined> {
    assertConfigKey(key);
    return this.#watches.watch(key, options);
  }

  close(): void {
    this.#watches.close();
  }
}
