import { Distribution } from './distribution';
import type { Exemplar } from './distribution';
import { Family } from './family';
import type { FamilyDescription, Sample } from './family';
import type { Labels } from './exposition-text';

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
