import { BoundedLabels } from './bounded-labels';
import { labelText } from './exposition-text';
import type { Labels } from './exposition-text';

/** How many series one instrument has at most; what is beyond is counted with the label values `other`; of gauges it is not shown. */
export const maxSeries = 1_000;

/** A family of series that differ in their labels. */
export interface Instrument<L extends string, Series> {
  /**
   * The series with these labels, which is shown from now on. Look it up once and keep it. Beyond the bounds counts are
   * those of `other`; but gauges of several things make none together: what is set then goes nowhere.
   */
  with(labels: Labels<L>): Series;
  /** Ends the series of something that is gone for good; what was looked up of it is no longer shown. */
  forget(labels: Labels<L>): void;
}

export interface FamilyDescription<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly L[];
}

/** One number of a series, as prom-client's registry takes it from a metric. */
export interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Resettable {
  /** To zero, as nothing had happened. */
  reset(): void;
}

interface Entry<L extends string, Series> {
  readonly labels: Labels<L>;
  readonly series: Series;
}

/**
 * A metric of our own, with bounded labels. prom-client's hash their labels at each update, which costs a request more than all
 * else that is measured of it; the series of these are plain numbers. They are on prom-client's registry all the same.
 */
export abstract class Family<L extends string, Series extends Resettable> implements Instrument<L, Series> {
  abstract readonly type: 'counter' | 'gauge' | 'histogram';
  /** How prom-client merges the registries of a cluster's processes. */
  readonly aggregator = 'sum';
  readonly name: string;
  readonly help: string;
  readonly #labelNames: readonly L[];
  readonly #bounded: BoundedLabels<L>;
  readonly #entries = new Map<string, Entry<L, Series>>();

  constructor({ name, help, labelNames }: FamilyDescription<L>) {
    this.name = name;
    this.help = help;
    this.#labelNames = labelNames;
    this.#bounded = new BoundedLabels(labelNames);
  }

  with(labels: Labels<L>): Series {
    const key = this.#keyOf(labels);
    const known = this.#entries.get(key);
    if (known) return known.series;
    const hasRoom = this.#entries.size < maxSeries;
    const admitted = hasRoom ? this.#bounded.admit(labels) : this.#bounded.others;
    if (this.type === 'gauge' && this.#keyOf(admitted) !== key) return this.create();
    return this.#withAdmitted(admitted);
  }

  forget(labels: Labels<L>): void {
    if (this.#entries.delete(this.#keyOf(labels))) this.#bounded.count(labels, -1);
  }

  /** Each series as lines of text. @param openMetrics whether exemplars may be among them */
  *lines(openMetrics: boolean): Generator<string> {
    for (const [text, { series }] of this.#entries) yield this.render(text, series, openMetrics);
  }

  /** What prom-client's registry asks of a metric. */
  async get() {
    const { name, help, type, aggregator } = this;
    const values = [...this.#entries.values()].flatMap(({ labels, series }) => this.samples(labels, series));
    return { name, help, type, aggregator, values };
  }

  /** Part of what a registry asks of its metrics. */
  reset(): void {
    for (const { series } of this.#entries.values()) series.reset();
  }

  protected abstract create(): Series;
  protected abstract render(labels: string, series: Series, openMetrics: boolean): string;
  protected abstract samples(labels: Labels<L>, series: Series): Sample[];

  #withAdmitted(labels: Labels<L>): Series {
    const key = this.#keyOf(labels);
    const known = this.#entries.get(key);
    if (known) return known.series;
    const series = this.create();
    this.#entries.set(key, { labels, series });
    this.#bounded.count(labels, 1);
    return series;
  }

  #keyOf(labels: Labels<L>): string {
    return labelText(this.#labelNames, labels);
  }
}
