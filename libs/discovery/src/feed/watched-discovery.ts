import { CallError, Listeners } from '@flotilla/call';
import type { Discovery, DiscoveryEvent, Snapshot, WatchOptions } from '../discovery';
import { isServiceName } from '../validation';
import { SharedFeeds } from './shared-feeds';
import type { SnapshotFeed } from './snapshot-feed';

/** The part of discovery that differs between registries. */
export interface ServiceSource {
  /** Fills the feed until the signal aborts, and reports what goes wrong. */
  follow(
    service: string,
    feed: SnapshotFeed,
    report: (error: CallError) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Names of all that is registered, in any order. */
  names(): Promise<string[]>;
}

/** Discovery in a registry that can be watched: one watch per service, however many watch it. */
export class WatchedDiscovery implements Discovery {
  readonly #source: ServiceSource;
  readonly #listeners = new Listeners<DiscoveryEvent>();
  readonly #feeds = new SharedFeeds(this.#listeners, (service, feed) => this.#start(service, feed));

  constructor(source: ServiceSource) {
    this.#source = source;
  }

  watch(service: string, options?: WatchOptions): AsyncIterable<Snapshot> {
    return this.#feeds.watch(service, options);
  }

  async services(): Promise<string[]> {
    try {
      return (await this.#source.names()).filter(isServiceName).sort();
    } catch (error) {
      this.#listeners.emit({ type: 'registry_error', operation: 'services', error: CallError.from(error) });
      throw error;
    }
  }

  observe(listener: (event: DiscoveryEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Tells the observers that a key of the config store cannot be watched. */
  reportConfig(error: CallError): void {
    this.#listeners.emit({ type: 'registry_error', operation: 'config', error });
  }

  /** Ends every watch, and those to come. */
  close(): void {
    this.#feeds.close();
  }

  #start(service: string, feed: SnapshotFeed): () => void {
    const stopped = new AbortController();
    const report = (error: CallError): void =>
      this.#listeners.emit({ type: 'registry_error', operation: 'watch', service, error });
    void this.#source.follow(service, feed, report, stopped.signal);
    return () => stopped.abort();
  }
}
