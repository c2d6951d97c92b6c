/** An observation that shows where to look: the trace of one of those in its bucket. */
export interface Exemplar {
  readonly traceId: string;
  readonly value: number;
  readonly atSeconds: number;
}

/** Counts of observations by their size. */
export class Distribution {
  readonly #bounds: readonly number[];
  /** Not cumulative; the last is of those beyond every bound. */
  readonly counts: Float64Array;
  readonly exemplars: (Exemplar | undefined)[] = [];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  /**
   * @param value what is no finite number is left out: it would spoil the sum for ever
   * @param trace a recorded one, which stands for its bucket until the next
   */
  observe(value: number, trace?: { readonly traceId: string }): void {
    if (!Number.isFinite(value)) return;
    const index = this.#bucketOf(value);
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.sum += value;
    if (trace) this.exemplars[index] = { traceId: trace.traceId, value, atSeconds: Date.now() / 1_000 };
  }

  reset(): void {
    this.counts.fill(0);
    this.exemplars.length = 0;
    this.sum = 0;
  }

  #bucketOf(value: number): number {
    let index = 0;
    while (index < this.#bounds.length && value > (this.#bounds[index] ?? Infinity)) index++;
    return index;
  }
}
