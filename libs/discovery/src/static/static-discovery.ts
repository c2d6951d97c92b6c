import { Listeners } from '@flotilla/call';
import type { Discovery, DiscoveryEvent, Snapshot, WatchOptions } from '../discovery';
import { SharedFeeds } from '../feed/shared-feeds';
import type { SnapshotFeed } from '../feed/snapshot-feed';
import type { Instance } from '../instance';
import { assertInstance } from '../validation';

/** Discovery from a list that changes only when told to. */
export class StaticDiscovery implements Discovery {
  readonly #listeners = new Listeners<DiscoveryEvent>();
  readonly #open = new Map<string, SnapshotFeed>();
  readonly #feeds = new SharedFeeds(this.#listeners, (service, feed) => {
    this.#open.set(service, feed);
    this.#publish(service, feed);
    return () => void this.#open.delete(service);
  });
  #instances: readonly Instance[] = [];
  #revision = 0;

  /** @throws TypeError or RangeError for a bad instance. */
  constructor(instances: readonly Instance[] = []) {
    this.update(instances);
  }

  /**
   * Replaces the whole list.
   *
   * @throws TypeError or RangeError for a bad instance; the list is unchanged then.
   */
  update(instances: readonly Instance[]): void {
    instances.forEach(assertInstance);
    this.#instances = [...instances];
    this.#revision += 1;
    for (const [service, feed] of this.#open) this.#publish(service, feed);
  }

  watch(service: string, options?: WatchOptions): AsyncIterable<Snapshot> {
    return this.#feeds.watch(service, options);
  }

  services(): Promise<string[]> {
    return Promise.resolve([...new Set(this.#instances.map(({ service }) => service))].sort());
  }

  observe(listener: (event: DiscoveryEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Ends every watch, and those to come. */
  close(): void {
    this.#feeds.close();
  }

  #publish(service: string, feed: SnapshotFeed): void {
    const own = this.#instances.filter((instance) => instance.service === service);
    feed.publish(own, String(this.#revision));
  }
}
