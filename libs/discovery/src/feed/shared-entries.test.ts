import type { Entry } from '../config-store';
import type { EntryFeed } from './entry-feed';
import { SharedEntries } from './shared-entries';

const entry: Entry = { key: 'a/b', value: '1', revision: '7' };

describe('SharedEntries', () => {
  const stop = jest.fn();
  let feeds: EntryFeed[];
  let entries: SharedEntries;

  beforeEach(() => {
    jest.clearAllMocks();
    feeds = [];
    entries = new SharedEntries((_key, feed) => {
      feeds.push(feed);
      return stop;
    });
  });

  function read(key = 'a/b'): AsyncIterator<Entry | undefined> {
    return entries.watch(key)[Symbol.asyncIterator]();
  }

  it('tells that there is no entry from not knowing, to late readers too', async () => {
    const first = read();
    const heard = jest.fn();
    void first.next().then(heard);
    await Promise.resolve();
    expect(heard).not.toHaveBeenCalled();
    feeds[0]?.publish(undefined);
    await Promise.resolve();
    expect(heard).toHaveBeenCalledWith({ value: undefined, done: false });
    await expect(read().next()).resolves.toEqual({ value: undefined, done: false });
  });

  it.each([
    ['an equal entry', { ...entry }, false],
    ['another value', { ...entry, value: '2' }, true],
    ['another revision', { ...entry, revision: '8' }, true],
    ['none', undefined, true],
  ])('after an entry, publishes %s: %j', async (_name, next, expected) => {
    const reader = read();
    feeds[0]?.publish(entry);
    await reader.next();
    const heard = jest.fn();
    void reader.next().then(heard);
    feeds[0]?.publish(next);
    await Promise.resolve();
    expect(heard).toHaveBeenCalledTimes(expected ? 1 : 0);
  });

  it('opens a feed for each key, and ends all of them when closed', async () => {
    const readers = [read('a'), read('b'), read('a')];
    expect(feeds).toHaveLength(2);
    entries.close();
    expect(stop).toHaveBeenCalledTimes(2);
    for (const reader of [...readers, read()])
      await expect(reader.next()).resolves.toEqual({ value: undefined, done: true });
  });

  it('refuses a bad key at once', () => {
    expect(() => entries.watch('a b')).toThrow(RangeError);
  });
});
