import type { CallError } from '@flotilla/call';
import { WatchedConfigStore } from '../feed/watched-config-store';
import { watchBlocking } from './blocking-watch';
import type { ConsulApi } from './consul-api';
import { WatchPlan } from './watch-plan';
import type { WatchPlanOptions } from './watch-plan';

/** An index that no entry ever has: "Index 1 is impossible anyways due to Raft internals" (Consul, kvs_endpoint.go). */
const noEntrysIndex = 1;

function toCas(ifRevision: string): number {
  if (ifRevision === 'absent') return 0;
  return /^[1-9]\d{0,14}$/.test(ifRevision) ? Number(ifRevision) : noEntrysIndex;
}

/** Consul's key-value store. A revision is a ModifyIndex. */
export function consulConfigStore(
  api: ConsulApi,
  onError: (error: CallError) => void,
  options: WatchPlanOptions = {},
): WatchedConfigStore {
  const get = async (key: string) => (await api.entry(key, 0)).value;
  return new WatchedConfigStore(
    {
      get,
      put: async (key, value, ifRevision) => {
        const cas = ifRevision === undefined ? undefined : toCas(ifRevision);
        if (!(await api.putEntry(key, value, cas))) return undefined;
        // Consul does not say which index it gave. If the value is another one by now, ours is history, at no entry's index.
        const entry = await get(key);
        return entry?.value === value ? entry : { key, value, revision: String(noEntrysIndex) };
      },
      delete: (key) => api.deleteEntry(key),
      follow: (key, feed, report, signal) =>
        watchBlocking(
          {
            query: (index, cancelled) => api.entry(key, index, cancelled),
            plan: new WatchPlan(options),
            onAnswer: ({ value }) => feed.publish(value),
            onError: report,
          },
          signal,
        ),
    },
    onError,
  );
}
