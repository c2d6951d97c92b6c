import type { CallError } from '@flotilla/call';
import { refusals } from '../feed/refusals';
import { WatchedDiscovery } from '../feed/watched-discovery';
import type { Answer, ConsulApi } from './consul-api';
import { watchBlocking } from './blocking-watch';
import type { Listing } from './service-entry';
import { WatchPlan } from './watch-plan';
import type { WatchPlanOptions } from './watch-plan';

/** Discovery through Consul's blocking queries. */
export function consulDiscovery(api: ConsulApi, options: WatchPlanOptions = {}): WatchedDiscovery {
  return new WatchedDiscovery({
    names: async () => (await api.serviceNames()).filter((name) => name !== 'consul'), // the servers register themselves
    follow: (service, feed, report, signal) => {
      const judge = refusals(report);
      return watchBlocking(
        {
          query: believed(api, service),
          plan: new WatchPlan(options),
          onAnswer: ({ value, index }) => {
            feed.publish(value.instances, String(index));
            judge(value.refused);
          },
          onError: (error: CallError) => {
            feed.markStale();
            report(error);
          },
        },
        signal,
      );
    },
  });
}

/** Consul hides what a token may not see: a list that has become empty is believed only if the token may see it. */
function believed(
  api: ConsulApi,
  service: string,
): (index: number, signal: AbortSignal) => Promise<Answer<Listing>> {
  let isKnownEmpty = false;
  return async (index, signal) => {
    const answer = await api.instances(service, index, signal);
    const isEmpty = answer.value.instances.length + answer.value.refused.length === 0;
    if (isEmpty && !isKnownEmpty) await api.assertVisible(service, signal);
    isKnownEmpty = isEmpty;
    return answer;
  };
}
