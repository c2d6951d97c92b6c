import { CallError, Listeners } from '@flotilla/call';
import type { Discovery, DiscoveryEvent, Snapshot, WatchOptions } from '../discovery';
import { SharedFeeds } from '../feed/shared-feeds';
import type { SnapshotFeed } from '../feed/snapshot-feed';
import { watchBlocking } from './blocking-watch';
import type { ConsulApi } from './consul-api';
import { refusals } from '../feed/refusals';
import { WatchPlan } from './watch-plan';
import type { WatchPlanOptions } from './watch-plan';

/** Discovery through Consul's blocking queries: one loop per watched service, however many watch it. */
export class ConsulDiscovery implements Discovery {
  readonly #api: ConsulApi;
  readonly #planOptions: WatchPlanOptions;
  readonly #listeners = new Listeners<DiscoveryEvent>();
  readonly #feeds = new SharedFeeds(this.#listeners, (service, feed) => this.#start(service, feed));

  constructor(api: ConsulApi, planOptions: WatchPlanOptions = {}) {
    this.#api = api;
    this.#planOptions = planOptions;
  }

  watch(service: string, options?: WatchOptions): AsyncIterable<Snapshot> {
    return this.#feeds.watch(service, options);
  }

  async services(): Promise<string[]> {
    try {
      const names = await this.#api.serviceNames();
      return names.filter((name) => name !== 'consul').sort(); // the servers register themselves
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
    const report = (error: CallError): void => this.report(error, service);
    const judge = refusals(report);
    void watchBlocking(
      {
        query: (index, signal) => this.#api.instances(service, index, signal),
        plan: new WatchPlan(this.#planOptions),
        onAnswer: ({ value, index }) => {
          feed.publish(value.instances, String(index));
          judge(value.refused);
        },
        onError: (error) => {
          feed.markStale();
          report(error);
        },
      },
      stopped.signal,
    );
    return () => stopped.abort();
  }
}
