import { CallError } from '@flotilla/call';
import type { Clock } from '@flotilla/call';
import { sleep } from '../sleep';
import { Backoff } from '../backoff';
import type { EtcdApi, KeyChange, KeyListing, KeyRange } from './etcd-api';

const listTimeoutMs = 5_000;
/** A stream that lasted so long was a good one: what ends it is the first failure. */
const stableMs = 5_000;

export interface RangeFollower {
  /** The whole truth. */
  onListing(listing: KeyListing): void;
  /** What became of it since, in order. */
  onChanges(changes: readonly KeyChange[]): void;
  /** The truth is unknown until the next listing. */
  onError(error: CallError): void;
}

export interface WatchRangeOptions {
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
  /** From 0 to 1. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * Lists a range, then follows it, and again whenever the stream is lost for whatever reason, until the signal aborts.
 * Never rejects.
 *
 * Only a stream that lasts resets the backoff: a server that answers and at once closes the stream is not asked more often
 * than one that is down.
 */
export async function watchRange(
  api: EtcdApi,
  range: KeyRange,
  follower: RangeFollower,
  signal: AbortSignal,
  { clock = () => performance.now(), random = Math.random }: WatchRangeOptions = {},
): Promise<void> {
  const backoff = new Backoff(random);
  while (!signal.aborted) {
    let followedAt = Infinity;
    try {
      const listing = await api.list(range, { timeoutMs: listTimeoutMs, signal });
      follower.onListing(listing);
      followedAt = clock();
      await api.follow(range, listing.position, (changes) => follower.onChanges(changes), signal);
    } catch (error) {
      if (!signal.aborted) follower.onError(CallError.from(error));
    }
    if (clock() - followedAt >= stableMs) backoff.succeeded();
    backoff.failed();
    await sleep(backoff.delayMs, signal);
  }
}
