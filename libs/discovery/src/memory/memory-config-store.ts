import { CallError } from '@flotilla/call';
import type { Entry } from '../config-store';
import type { EntryFeed } from '../feed/entry-feed';
import { WatchedConfigStore } from '../feed/watched-config-store';

const maxEntries = 10_000;

/** A Map that can be watched. */
export function memoryConfigStore(): WatchedConfigStore {
  const entries = new Map<string, Entry>();
  const feeds = new Map<string, EntryFeed>();
  let revision = 0;
  return new WatchedConfigStore(
    {
      get: async (key) => entries.get(key),
      put: async (key, value, ifRevision) => {
        const known = entries.get(key);
        if (ifRevision !== undefined && ifRevision !== (known?.revision ?? 'absent')) return undefined;
        if (!known && entries.size >= maxEntries)
          throw new CallError(
            'RESOURCE_EXHAUSTED',
            `${key} was not written: there are ${maxEntries} entries; delete some`,
          );
        const entry = { key, value, revision: String((revision += 1)) };
        entries.set(key, entry);
        feeds.get(key)?.publish(entry);
        return entry;
      },
      delete: async (key) => {
        entries.delete(key);
        feeds.get(key)?.publish(undefined);
      },
      follow: async (key, feed, _report, signal) => {
        feeds.set(key, feed);
        feed.publish(entries.get(key));
        signal.addEventListener('abort', () => feeds.delete(key), { once: true });
      },
    },
    () => undefined, // a Map does not fail
  );
}
