import { maxLabelValues } from './bounded-labels';

interface Series {
  observe(seconds: number, exemplar?: { readonly traceId: string }): void;
}

/** Durations by what was done and how it ended: method and code, route and status. Finds a series with two map reads. */
export class Durations<End> {
  readonly #byName = new Map<string, Map<End, Series>>();
  readonly #seriesOf: (name: string, end: End) => Series;

  constructor(seriesOf: (name: string, end: End) => Series) {
    this.#seriesOf = seriesOf;
  }

  /** @param exemplar a recorded trace that it is part of */
  observe(name: string, end: End, seconds: number, exemplar?: { readonly traceId: string }): void {
    const byEnd = this.#byName.get(name) ?? this.#add(name);
    let series = byEnd.get(end);
    if (!series) {
      series = this.#seriesOf(name, end);
      byEnd.set(end, series);
    }
    series.observe(seconds, exemplar);
  }

  #add(name: string): Map<End, Series> {
    const byEnd = new Map<End, Series>();
    if (this.#byName.size < maxLabelValues) this.#byName.set(name, byEnd);
    return byEnd;
  }
}
