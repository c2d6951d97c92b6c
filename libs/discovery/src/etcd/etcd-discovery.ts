import { CallError, Listeners } from '@flotilla/call';
import type { Discovery, DiscoveryEvent, Snapshot, WatchOptions } from '../discovery';
import { SharedFeeds } from '../feed/shared-feeds';
import type { SnapshotFeed } from '../feed/snapshot-feed';
import type { EtcdApi } from './etcd-api';
import { followService } from './follow-service';
import type { InstanceKeys } from './instance-entry';
import { ServiceView } from './service-view';
import { watchRange } from './watch-range';
import type { WatchRangeOptions } from './watch-range';

const readTimeoutMs = 5_000;

/** Discovery through etcd's watches: one per watched service, however many watch it. */
export class EtcdDiscovery implements Discovery {
  readonly #api: EtcdApi;
  readonly #keys: InstanceKeys;
  readonly #watchOptions: WatchRangeOptions;
  readonly #listeners = new Listeners<DiscoveryEvent>();
  readonly #feeds = new SharedFeeds(this.#listeners, (service, feed) => this.#start(service, feed));

  constructor(api: EtcdApi, keys: InstanceKeys, watchOptions: WatchRangeOptions = {}) {
    this.#api = api;
    this.#keys = keys;
    this.#watchOptions = watchOptions;
  }

  watch(service: string, options?: WatchOptions): AsyncIterable<Snapshot> {
    return this.#feeds.watch(service, options);
  }

  async services(): Promise<string[]> {
    try {
      const keys = await this.#api.keys({ prefix: this.#keys.all }, { timeoutMs: readTimeoutMs });
      return [...new Set(keys.flatMap((key) => this.#keys.toService(key) ?? []))].sort();
    } catch (error) {
      this.#listeners.emit({ type: 'registry_error', operation: 'services', error: CallError.from(error) });
      throw error;
    }
  }

  observe(listener: (event: DiscoveryEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Tells the observers of a watch that failed: that of a service, or of a key in the config store. */
  report(error: CallError, service?: string): void {
    const watched =
      service === undefined ? { operation: 'config' as const } : { operation: 'watch' as const, service };
    this.#listeners.emit({ type: 'registry_error', ...watched, error });
  }

  /** Ends every watch, and those to come. */
  close(): void {
    this.#feeds.close();
  }

  #start(service: string, feed: SnapshotFeed): () => void {
    const stopped = new AbortController();
    const follower = followService(new ServiceView(this.#keys), feed, (error) => this.report(error, service));
    const range = { prefix: this.#keys.ofService(service) };
    void watchRange(this.#api, range, follower, stopped.signal, this.#watchOptions);
    return () => stopped.abort();
  }
}
