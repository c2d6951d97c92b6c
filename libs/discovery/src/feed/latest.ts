import { deferred } from '../deferred';
import type { Deferred } from '../deferred';

/** An iterator that keeps only the latest value: a slow reader skips what it missed, and nothing piles up. */
export class Latest<T> implements AsyncIterator<T, undefined> {
  readonly #onEnd: () => void;
  #unread: { value: T } | undefined;
  #reader: Deferred<IteratorResult<T, undefined>> | undefined;
  #ended = false;

  /** @param onEnd called once, when the reader leaves or `return` is called from outside. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  offer(value: T): void {
    if (this.#ended) return;
    if (!this.#reader) {
      this.#unread = { value };
      return;
    }
    this.#reader.resolve({ value, done: false });
    this.#reader = undefined;
  }

  /** Calls that overlap share one answer. */
  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    if (this.#unread) {
      const { value } = this.#unread;
      this.#unread = undefined;
      return Promise.resolve({ value, done: false });
    }
    this.#reader ??= deferred();
    return this.#reader.promise;
  }

  /** Ends it at once, for a reader in the middle of `next` too (an async generator would wait for that `next`). */
  return(): Promise<IteratorResult<T, undefined>> {
    const end = { value: undefined, done: true } as const;
    if (!this.#ended) {
      this.#ended = true;
      this.#unread = undefined;
      this.#reader?.resolve(end);
      this.#onEnd();
    }
    return Promise.resolve(end);
  }
}
