import type { CallError } from '@flotilla/call';
import type { Entry } from '../config-store';
import { WatchedConfigStore } from '../feed/watched-config-store';
import type { EtcdApi, KeyChange } from './etcd-api';
import { watchRange } from './watch-range';
import type { WatchRangeOptions } from './watch-range';

const bound = { timeoutMs: 5_000 };
/** No entry has a revision that is none of etcd's 64-bit numbers, or 0. */
const revisionPattern = /^[1-9]\d{0,17}$/;

/** The key-value store on etcd: a key is etcd's with a slash before it, a revision its `mod_revision`. */
export function etcdConfigStore(
  api: EtcdApi,
  onError: (error: CallError) => void,
  options: WatchRangeOptions = {},
): WatchedConfigStore {
  return new WatchedConfigStore(
    {
      get: async (key) => {
        const { entries } = await api.list({ key: toEtcdKey(key) }, bound);
        return toEntry(key, entries[0]);
      },
      put: async (key, value, ifRevision) => {
        const revision = await write(api, toEtcdKey(key), value, ifRevision);
        return revision === undefined ? undefined : { key, value, revision: String(revision) };
      },
      delete: (key) => api.remove(toEtcdKey(key), bound),
      follow: (key, feed, report, signal) => {
        const follower = {
          onListing: ({ entries }: { entries: readonly KeyChange[] }) =>
            feed.publish(toEntry(key, entries[0])),
          onChanges: (changes: readonly KeyChange[]) => feed.publish(toEntry(key, changes.at(-1))),
          onError: report,
        };
        return watchRange(api, { key: toEtcdKey(key) }, follower, signal, options);
      },
    },
    onError,
  );
}

async function write(
  api: EtcdApi,
  etcdKey: string,
  value: string,
  ifRevision: string | undefined,
): Promise<bigint | undefined> {
  if (ifRevision === undefined) return api.put(etcdKey, value, bound);
  if (ifRevision === 'absent') return api.putIf(etcdKey, value, 0n, bound);
  if (!revisionPattern.test(ifRevision)) return undefined;
  return api.putIf(etcdKey, value, BigInt(ifRevision), bound);
}

function toEtcdKey(key: string): string {
  return `/${key}`;
}

function toEntry(key: string, change: KeyChange | undefined): Entry | undefined {
  if (change?.value === undefined) return undefined;
  return { key, value: change.value, revision: String(change.revision) };
}
