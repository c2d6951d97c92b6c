import type { Snapshot } from '../discovery';
import { greeter } from '../testing/instances';
import { Latest } from './latest';
import { SnapshotFeed } from './snapshot-feed';

describe('SnapshotFeed', () => {
  const seen: Snapshot[] = [];
  let feed: SnapshotFeed;

  beforeEach(() => {
    seen.length = 0;
    feed = new SnapshotFeed((snapshot) => seen.push(snapshot));
  });

  it('publishes changes only, ordered by id', () => {
    feed.publish([greeter(2), greeter(1)], '5');
    feed.publish([greeter(1), greeter(2)], '6');
    feed.publish([{ ...greeter(1), weight: 3 }, greeter(2)], '7');
    feed.publish([], '8');
    expect(seen).toEqual([
      { instances: [greeter(1), greeter(2)], revision: '5', stale: false },
      { instances: [{ ...greeter(1), weight: 3 }, greeter(2)], revision: '7', stale: false },
      { instances: [], revision: '8', stale: false },
    ]);
  });

  it('repeats the last good snapshot once as stale, and the same content as fresh when the registry is back', () => {
    feed.markStale();
    feed.publish([greeter(1)], '5');
    feed.markStale();
    feed.markStale();
    feed.publish([greeter(1)], '2');
    expect(seen.map(({ revision, stale }) => [revision, stale])).toEqual([
      ['5', false],
      ['5', true],
      ['2', false],
    ]);
  });

  it('gives a late reader the current snapshot', async () => {
    feed.publish([greeter(1)], '5');
    const reader = new Latest<Snapshot>(jest.fn());
    feed.add(reader);
    await expect(reader.next()).resolves.toEqual({ value: seen[0], done: false });
  });
});
