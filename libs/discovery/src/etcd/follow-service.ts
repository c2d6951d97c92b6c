import type { CallError } from '@flotilla/call';
import { refusals } from '../feed/refusals';
import type { SnapshotFeed } from '../feed/snapshot-feed';
import type { ServiceView } from './service-view';
import type { RangeFollower } from './watch-range';

/** Publishes what a watch says of a service's range. */
export function followService(
  view: ServiceView,
  feed: SnapshotFeed,
  report: (error: CallError) => void,
): RangeFollower {
  const judge = refusals(report);
  const publish = (revision: bigint): void => {
    feed.publish(view.instances, String(revision));
    judge(view.refused);
  };
  return {
    onListing: ({ entries, position }) => {
      view.replace(entries);
      publish(position.revision); // not the newest of the entries' own: a deletion leaves none behind
    },
    onChanges: (changes) => {
      view.apply(changes);
      publish(changes.at(-1)?.revision ?? 0n);
    },
    onError: (error) => {
      feed.markStale();
      report(error);
    },
  };
}
