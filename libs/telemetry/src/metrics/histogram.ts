import { Family } from './family';
import type { FamilyDescription, Sample } from './family';
import type { Labels } from './exposition-text';

/** An observation that shows where to look: the trace of one of those in its bucket. */
interface Exemplar {
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

  #bucketOf(value: number): number {
    let index = 0;
    while (index < this.#bounds.length && value > (this.#bounds[index] ?? Infinity)) index++;
    return index;
  }
}

/** A histogram with fixed bounds, and exemplars in OpenMetrics. */
export class Histogram<L extends string> extends Family<L, Distribution> {
  readonly type = 'histogram';
  readonly #bounds: readonly number[];
  /** As `le` has them. */
  readonly #limits: readonly string[];

  /** @param bounds upper bounds of the buckets, ascending */
  constructor(description: FamilyDescription<L>, bounds: readonly number[]) {
    super(description);
    this.#bounds = bounds;
    this.#limits = [...bounds.map(String), '+Inf'];
  }

  protected override create(): Distribution {
    return new Distribution(this.#bounds);
  }

  protected override render(labels: string, distribution: Distribution, openMetrics: boolean): string {
    const { counts, exemplars, sum } = distribution;
    const start = `${this.name}_bucket{${labels && `${labels},`}le="`;
    let lines = '';
    let count = 0;
    for (const [index, limit] of this.#limits.entries()) {
      count += counts[index] ?? 0;
      lines += `${start}${limit}"} ${count}${openMetrics ? exemplarText(exemplars[index]) : ''}\n`;
    }
    const braced = labels && `{${labels}}`;
    return `${lines}${this.name}_sum${braced} ${sum}\n${this.name}_count${braced} ${count}\n`;
  }

  protected override samples(labels: Labels<L>, { counts, sum }: Distribution): Sample[] {
    let count = 0;
    const buckets = this.#limits.map((le, index) => {
      count += counts[index] ?? 0;
      return { metricName: `${this.name}_bucket`, labels: { ...labels, le }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels, value: sum },
      { metricName: `${this.name}_count`, labels, value: count },
    ];
  }
}

function exemplarText(exemplar: Exemplar | undefined): string {
  return exemplar ? ` # {trace_id="${exemplar.traceId}"} ${exemplar.value} ${exemplar.atSeconds}` : '';
}
