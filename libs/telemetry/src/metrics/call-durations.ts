import type { Code } from '@flotilla/call';
import { maxLabelValues } from './bounded';

interface Series {
  observe(seconds: number): void;
}

/** Durations by method and code. Finds a series with two map reads, where prom-client would hash the labels anew. */
export class CallDurations {
  readonly #byMethod = new Map<string, Map<Code, Series>>();
  readonly #seriesOf: (method: string, code: Code) => Series;

  constructor(seriesOf: (method: string, code: Code) => Series) {
    this.#seriesOf = seriesOf;
  }

  observe(method: string, code: Code, seconds: number): void {
    const byCode = this.#byMethod.get(method) ?? this.#add(method);
    let series = byCode.get(code);
    if (!series) {
      series = this.#seriesOf(method, code);
      byCode.set(code, series);
    }
    series.observe(seconds);
  }

  #add(method: string): Map<Code, Series> {
    const byCode = new Map<Code, Series>();
    if (this.#byMethod.size < maxLabelValues) this.#byMethod.set(method, byCode);
    return byCode;
  }
}
