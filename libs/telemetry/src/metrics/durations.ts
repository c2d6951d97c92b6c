import { maxLabelValues } from './bounded';

interface Series {
  observe(seconds: number): void;
}

/**
 * Durations by what was done and how it ended: method and code, route and status. Finds a series with two map reads,
 * where prom-client would hash the labels anew.
 */
export class Durations<End> {
  readonly #byName = new Map<string, Map<End, Series>>();
  readonly #seriesOf: (name: string, end: End) => Series;

  constructor(seriesOf: (name: string, end: End) => Series) {
    this.#seriesOf = seriesOf;
  }

  observe(name: string, end: End, seconds: number): void {
    const byEnd = this.#byName.get(name) ?? this.#add(name);
    let series = byEnd.get(end);
    if (!series) {
      series = this.#seriesOf(name, end);
      byEnd.set(end, series);
    }
    series.observe(seconds);
  }

  #add(name: string): Map<End, Series> {
    const byEnd = new Map<End, Series>();
    if (this.#byName.size < maxLabelValues) this.#byName.set(name, byEnd);
    return byEnd;
  }
}
