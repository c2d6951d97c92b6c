const slices = 10;

/** Counts what happened in the last `windowMs`, in tenths of it: the tenth that has begun and the nine before it. */
export class SlidingCount {
  readonly #sliceMs: number;
  readonly #counts = new Array<number>(slices).fill(0);
  #slice = 0;
  #total = 0;

  constructor(windowMs: number) {
    this.#sliceMs = windowMs / slices;
  }

  add(now: number): void {
    this.#advance(now);
    const index = this.#slice % slices;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#total++;
  }

  total(now: number): number {
    this.#advance(now);
    return this.#total;
  }

  /** Empties the slices that are begun anew. */
  #advance(now: number): void {
    const slice = Math.floor(now / this.#sliceMs);
    for (let begun = Math.max(this.#slice + 1, slice - slices + 1); begun <= slice; begun++) {
      const index = begun % slices;
      this.#total -= this.#counts[index] ?? 0;
      this.#counts[index] = 0;
    }
    this.#slice = Math.max(this.#slice, slice);
  }
}
