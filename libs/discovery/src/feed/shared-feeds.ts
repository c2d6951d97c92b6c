import type { Listeners } from '@flotilla/call';
import type { DiscoveryEvent, Snapshot, WatchOptions } from '../discovery';
import { assertServiceName } from '../validation';
import { SharedWatches } from './shared-watches';
import { SnapshotFeed } from './snapshot-feed';

/** Called for the first watcher of a service: fills the feed until the returned function is called. */
export type StartFeed = (service: string, feed: SnapshotFeed) => () => void;

/** The watches of services: one feed for each, however many watch it. */
export class SharedFeeds {
  readonly #watches: SharedWatches<Snapshot>;

  /** @param listeners are told of each snapshot once, however many watch it. */
  constructor(listeners: Listeners<DiscoveryEvent>, start: StartFeed) {
    this.#watches = new SharedWatches((service) => {
      const feed = new SnapshotFeed(({ instances, stale }) =>
        listeners.emit({ type: 'snapshot', service, instances: instances.length, stale }),
      );
      return { feed, stop: start(service, feed) };
    });
  }

  watch(service: string, options?: WatchOptions): AsyncIterable<Snapshot> {
    assertServiceName(service);
    return this.#watches.watch(service, options);
  }

  close(): void {
    this.#watches.close();
  }
}
