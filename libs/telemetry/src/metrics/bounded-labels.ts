import type { Labels } from './exposition-text';

/** How many values of one label an instrument tells apart; every further one is `other`. */
export const maxLabelValues = 100;

/** Keeps what strangers can choose (method names, routes, instance ids) from growing the metrics without end. */
export class BoundedLabels<L extends string> {
  readonly #names: readonly L[];
  /** The values of each label, and how many series have them. */
  readonly #uses: ReadonlyMap<L, Map<string, number>>;

  constructor(names: readonly L[]) {
    this.#names = names;
    this.#uses = new Map(names.map((name) => [name, new Map()]));
  }

  /** The labels under which a series with these is counted. */
  admit(labels: Labels<L>): Labels<L> {
    return this.#mapped((name) => (this.#hasRoom(name, labels[name]) ? labels[name] : 'other'));
  }

  /** What `admit` gives when there is no room for any value. */
  get others(): Labels<L> {
    return this.#mapped(() => 'other');
  }

  /** Counts a series that begins, by 1, or one that ends, by -1: values that no series has any more make room. */
  count(labels: Labels<L>, by: 1 | -1): void {
    for (const [name, uses] of this.#uses) {
      const left = (uses.get(labels[name]) ?? 0) + by;
      if (left > 0) uses.set(labels[name], left);
      else uses.delete(labels[name]);
    }
  }

  #hasRoom(name: L, value: string): boolean {
    const uses = this.#uses.get(name);
    return !uses || uses.has(value) || uses.size < maxLabelValues;
  }

  #mapped(valueOf: (name: L) => string): Labels<L> {
    return Object.fromEntries(this.#names.map((name) => [name, valueOf(name)])) as Record<L, string>;
  }
}
