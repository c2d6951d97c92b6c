import type { Listeners } from '@flotilla/call';
import type { DiscoveryEvent, Snapshot, WatchOptions } from '../discovery';
import { assertServiceName } from '../validation';
import { Latest } from './latest';
import { SnapshotFeed } from './snapshot-feed';

/** Called for the first watcher of a service: fills the feed until the returned function is called. */
export type StartFeed = (service: string, feed: SnapshotFeed) => () => void;

interface SharedFeed {
  readonly feed: SnapshotFeed;
  readonly stop: () => void;
}

/** One feed per watched service: opened by its first watcher, shared by all, closed when the last one leaves. */
export class SharedFeeds {
  readonly #listeners: Listeners<DiscoveryEvent>;
  readonly #start: StartFeed;
  readonly #shared = new Map<string, SharedFeed>();
  #closed = false;

  /** @param listeners are told of each snapshot once, however many watch it. */
  constructor(listeners: Listeners<DiscoveryEvent>, start: StartFeed) {
    this.#listeners = listeners;
    this.#start = start;
  }

  watch(service: string, options: WatchOptions = {}): AsyncIterable<Snapshot> {
    assertServiceName(service);
    return { [Symbol.asyncIterator]: () => this.#read(service, options.signal) };
  }

  close(): void {
    this.#closed = true;
    const readers = [...this.#shared.values()].flatMap(({ feed }) => [...feed.readers]);
    for (const reader of readers) void reader.return();
  }

  #read(service: string, signal: AbortSignal | undefined): Latest<Snapshot> {
    const end = (): void => void reader.return();
    const reader = new Latest<Snapshot>(() => {
      signal?.removeEventListener('abort', end);
      this.#leave(service, reader);
    });
    if (this.#closed || signal?.aborted) {
      end();
      return reader;
    }
    signal?.addEventListener('abort', end, { once: true });
    this.#join(service, reader);
    return reader;
  }

  #join(service: string, reader: Latest<Snapshot>): void {
    const shared = this.#shared.get(service);
    if (shared) {
      shared.feed.add(reader);
      return;
    }
    const feed = new SnapshotFeed(({ instances, stale }) =>
      this.#listeners.emit({ type: 'snapshot', service, instances: instances.length, stale }),
    );
    feed.add(reader);
    this.#shared.set(service, { feed, stop: this.#start(service, feed) });
  }

  #leave(service: string, reader: Latest<Snapshot>): void {
    const shared = this.#shared.get(service);
    if (!shared) return;
    shared.feed.delete(reader);
    if (shared.feed.readers.size > 0) return;
    this.#shared.delete(service);
    shared.stop();
  }
}
