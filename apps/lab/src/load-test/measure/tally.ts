import { createHistogram } from 'node:perf_hooks';
import type { RecordableHistogram } from 'node:perf_hooks';
import { isFailed, notSent, tooLateMs } from '@flotilla/testing/load';
import type { Sample } from '@flotilla/testing/load';
import { outcomeName } from './outcome-name';

/** Of the latencies of requests, answered or given up. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

const longestMs = 600_000;
/** Significant digits: a value is told to 0.1 %. */
const figures = 3;
/** Kinds of outcomes that are told apart; there are few, unless something is very wrong. */
const outcomesAtMost = 30;

/** Counts requests and their latencies, in memory that does not grow with them. */
export class Tally {
  readonly #histogram: RecordableHistogram = createHistogram({ highest: longestMs * 1_000, figures });
  readonly #outcomes = new Map<string, number>();
  requests = 0;
  notSent = 0;
  failed = 0;
  /** Good answers that came later than 2 s, which makes them failed. */
  late = 0;

  record(sample: Sample): void {
    this.requests += 1;
    if (isFailed(sample)) this.failed += 1;
    this.#count(outcomeName(sample.outcome));
    if (sample.outcome === notSent) {
      this.notSent += 1;
      return;
    }
    if (sample.outcome === 200 || sample.outcome === 201) this.late += sample.latencyMs > tooLateMs ? 1 : 0;
    this.#histogram.record(Math.min(longestMs * 1_000, Math.max(1, Math.round(sample.latencyMs * 1_000))));
  }

  get failedShare(): number {
    return this.requests === 0 ? 0 : this.failed / this.requests;
  }

  /** How many ended how: by HTTP status, or by what went wrong. */
  outcomes(): Record<string, number> {
    return Object.fromEntries(this.#outcomes);
  }

  latencyMs(): Percentiles {
    const at = (percentage: number): number | null =>
      this.#histogram.count === 0 ? null : this.#histogram.percentile(percentage) / 1_000;
    return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: at(100) };
  }

  #count(outcome: string): void {
    const known = this.#outcomes.has(outcome) || this.#outcomes.size < outcomesAtMost;
    const name = known ? outcome : 'other';
    this.#outcomes.set(name, (this.#outcomes.get(name) ?? 0) + 1);
  }
}
