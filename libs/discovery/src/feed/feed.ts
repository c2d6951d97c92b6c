import type { Latest } from './latest';

/** One sequence of values for all who read it. A late reader starts with the current one. */
export class Feed<T> {
  readonly #readers = new Set<Latest<T>>();
  #current: { readonly value: T } | undefined;

  get readers(): ReadonlySet<Latest<T>> {
    return this.#readers;
  }

  /** Undefined before the first value. */
  get current(): { readonly value: T } | undefined {
    return this.#current;
  }

  add(reader: Latest<T>): void {
    this.#readers.add(reader);
    if (this.#current) reader.offer(this.#current.value);
  }

  delete(reader: Latest<T>): void {
    this.#readers.delete(reader);
  }

  protected offer(value: T): void {
    this.#current = { value };
    for (const reader of this.#readers) reader.offer(value);
  }
}
