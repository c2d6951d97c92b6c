import { isFailed, latenessOf } from '@flotilla/testing';
import type { Lateness, Sample } from '@flotilla/testing';
import type { Reading } from '../fleet/attempt-log';
import { cut } from './cut';
import type { GaugeReadings } from './gauges';
import { mostInFlight } from './most-in-flight';
import { isIn } from './span';
import type { Span } from './span';
import { percentiles } from './statistics';

/** One request, who was greeted, and who answered it. */
export interface AnsweredSample extends Sample {
  /** Id of the instance; absent when the request failed. */
  readonly instance?: string;
  /** Who sent it. */
  readonly caller?: string;
  /** How many attempts it took; absent when that is not known. */
  readonly attempts?: number;
  /** Number of the user who was greeted; absent when the request failed. */
  readonly user?: number;
}

/** A step that was done; milliseconds since the load began. */
export interface Mark {
  readonly label: string;
  readonly atMs: number;
}

export interface RunRecord {
  readonly durationMs: number;
  /** In the order of their instants. */
  readonly samples: readonly AnsweredSample[];
  /** In the order of the plan's steps. */
  readonly marks: readonly Mark[];
  /** Attempts that reached an instance, as its backend counted them, every 100 ms. */
  readonly attempts: ReadonlyMap<string, readonly Reading[]>;
  /** Readings of the plan's gauges. Default none. */
  readonly gauges?: GaugeReadings;
}

/** What was measured while a variant was under load. A request belongs to the instant at which it should have gone out. */
export class Run {
  readonly lateness: Lateness;

  constructor(readonly record: RunRecord) {
    this.lateness = latenessOf(record.samples);
  }

  /**
   * When a step was done.
   *
   * @param number from 1, in the order of the plan
   */
  step(number: number): number {
    return this.record.marks[number - 1]?.atMs ?? NaN;
  }

  /** Ids of the instances that any attempt reached, in order. */
  instances(): string[] {
    return [...this.record.attempts.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  }

  count(span: Span = {}): number {
    return this.#in(span).length;
  }

  /** How many failed: a status outside 2xx, a socket error, or an answer later than 2 s. */
  failed(span: Span = {}): number {
    return this.#in(span).filter(isFailed).length;
  }

  failedShare(span: Span = {}): number {
    return this.failed(span) / this.count(span);
  }

  /** Good answers for each second of a span. */
  goodput(span: Span = {}): number {
    const { fromMs = 0, toMs = this.record.durationMs } = span;
    return (this.count(span) - this.failed(span)) / ((toMs - fromMs) / 1_000);
  }

  /** Share of the requests with a good answer within a time. */
  shareWithin(ms: number, span: Span = {}): number {
    const samples = this.#in(span);
    return samples.filter((sample) => sample.latencyMs <= ms && !isFailed(sample)).length / samples.length;
  }

  /** Latency in milliseconds. @param percentage above 0, to 100 */
  percentile(percentage: number, span: Span = {}): number {
    const [value = NaN] = percentiles(latencies(this.#in(span)), [percentage]);
    return value;
  }

  /** The median of the percentiles of each second in a span: what a hiccup of the machine, or a burst, does not move. */
  typicalPercentile(percentage: number, span: Span = {}): number {
    const { fromMs = 0, toMs = this.record.durationMs } = span;
    const seconds = Math.floor((toMs - fromMs) / 1_000);
    const each = Array.from({ length: seconds }, (_, second) => fromMs + second * 1_000)
      .map((atMs) => this.percentile(percentage, { ...span, fromMs: atMs, toMs: atMs + 1_000 }))
      .sort((a, b) => a - b);
    return each[Math.floor((seconds - 1) / 2)] ?? NaN;
  }

  /** Share of the answers that an instance gave. */
  shareOf(instance: string, span: Span = {}): number {
    const answered = this.#in(span).filter((sample) => sample.instance !== undefined);
    return answered.filter((sample) => sample.instance === instance).length / answered.length;
  }

  /** How many attempts reached an instance, to 100 ms. */
  attempts(instance: string, span: Span = {}): number {
    const readings = this.record.attempts.get(instance) ?? [];
    return readings.reduce((sum, { atMs, count }) => sum + (isIn(span, atMs) ? count : 0), 0);
  }

  /** Share of all attempts that reached an instance. */
  attemptShareOf(instance: string, span: Span = {}): number {
    const all = [...this.record.attempts.keys()].reduce((sum, each) => sum + this.attempts(each, span), 0);
    return this.attempts(instance, span) / all;
  }

  /** How many attempts reached any instance for each request. */
  attemptsPerCall(span: Span = {}): number {
    return this.instances().reduce((sum, each) => sum + this.attempts(each, span), 0) / this.count(span);
  }

  /** The most requests that were in flight at an instant: sent, and not yet answered. Those sent before a span count, too. */
  mostInFlight(span: Pick<Span, 'fromMs' | 'toMs'> = {}): number {
    return mostInFlight(this.record.samples, span);
  }

  /** The highest that a gauge of the plan was read at; NaN when it was not. */
  highest(gauge: string, span: Span = {}): number {
    const readings = this.record.gauges?.get(gauge) ?? [];
    const values = readings.filter(({ atMs }) => isIn(span, atMs)).map(({ value }) => value);
    return values.length === 0 ? NaN : Math.max(...values);
  }

  /** When a request was sent that an instance answered, the first from an instant on; NaN when there is none. */
  firstServedBy(instance: string, fromMs: number): number {
    const first = this.#in({ fromMs }).find((sample) => sample.instance === instance);
    return first?.intendedMs ?? NaN;
  }

  /** Ids of the instances that answered each user, in the order of the requests. */
  answersByUser(span: Span = {}): ReadonlyMap<number, readonly string[]> {
    const answers = new Map<number, string[]>();
    for (const { user, instance } of this.#in(span)) {
      if (user === undefined || instance === undefined) continue;
      const own = answers.get(user) ?? [];
      answers.set(user, own);
      own.push(instance);
    }
    return answers;
  }

  #in(span: Span): readonly AnsweredSample[] {
    const { caller, status, attempts } = span;
    return cut(this.record.samples, span).filter(
      (sample) =>
        (caller === undefined || sample.caller === caller) &&
        (status === undefined || sample.outcome === status) &&
        (attempts === undefined || sample.attempts === attempts),
    );
  }
}

function latencies(samples: readonly Sample[]): number[] {
  return samples.map(({ latencyMs }) => latencyMs);
}
