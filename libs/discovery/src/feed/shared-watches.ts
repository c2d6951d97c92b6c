import { onAbort } from '@flotilla/call';
import type { WatchOptions } from '../discovery';
import type { Feed } from './feed';
import { Latest } from './latest';

/** A feed and what fills it, until it is stopped. */
export interface OpenFeed<T> {
  readonly feed: Feed<T>;
  stop(): void;
}

/** One feed per watched key: opened by its first watcher, shared by all, stopped when the last one leaves. */
export class SharedWatches<T> {
  readonly #open: (key: string) => OpenFeed<T>;
  readonly #shared = new Map<string, OpenFeed<T>>();
  #closed = false;

  constructor(open: (key: string) => OpenFeed<T>) {
    this.#open = open;
  }

  watch(key: string, options: WatchOptions = {}): AsyncIterable<T> {
    return { [Symbol.asyncIterator]: () => this.#read(key, options.signal) };
  }

  /** Ends every watch, and those to come. */
  close(): void {
    this.#closed = true;
    const readers = [...this.#shared.values()].flatMap(({ feed }) => [...feed.readers]);
    for (const reader of readers) void reader.return();
  }

  #read(key: string, signal: AbortSignal | undefined): Latest<T> {
    const isOver = this.#closed || signal?.aborted;
    const end = (): void => void reader.return();
    const unlink = isOver || !signal ? undefined : onAbort(signal, end);
    const reader = new Latest<T>(() => {
      unlink?.();
      this.#leave(key, reader);
    });
    if (isOver) {
      end();
      return reader;
    }
    this.#join(key, reader);
    return reader;
  }

  #join(key: string, reader: Latest<T>): void {
    const shared = this.#shared.get(key) ?? this.#open(key);
    this.#shared.set(key, shared);
    shared.feed.add(reader);
  }

  #leave(key: string, reader: Latest<T>): void {
    const shared = this.#shared.get(key);
    if (!shared) return;
    shared.feed.delete(reader);
    if (shared.feed.readers.size > 0) return;
    this.#shared.delete(key);
    shared.stop();
  }
}
