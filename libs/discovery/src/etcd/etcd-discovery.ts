import { WatchedDiscovery } from '../feed/watched-discovery';
import type { EtcdApi } from './etcd-api';
import { followService } from './follow-service';
import type { InstanceKeys } from './instance-entry';
import { ServiceView } from './service-view';
import { watchRange } from './watch-range';
import type { WatchRangeOptions } from './watch-range';

const readTimeoutMs = 5_000;

/** Discovery through etcd's watches. */
export function etcdDiscovery(
  api: EtcdApi,
  keys: InstanceKeys,
  options: WatchRangeOptions = {},
): WatchedDiscovery {
  return new WatchedDiscovery({
    names: async () => {
      const all = await api.keys({ prefix: keys.all }, { timeoutMs: readTimeoutMs });
      return [...new Set(all.flatMap((key) => keys.toService(key) ?? []))];
    },
    follow: (service, feed, report, signal) => {
      const follower = followService(new ServiceView(keys), feed, report);
      return watchRange(api, { prefix: keys.ofService(service) }, follower, signal, options);
    },
  });
}
