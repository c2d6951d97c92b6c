import { isFailed, notSent } from '@flotilla/testing/load';
import type { Sample } from '@flotilla/testing/load';
import { percentiles } from '../../run/statistics';

/** What became of the requests that were due in a stretch of a load. */
export interface Interval {
  /** Since the load began. */
  readonly fromMs: number;
  readonly requests: number;
  readonly failed: number;
  /** Good answers that were slow. */
  readonly slow: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Good answers, by the instance that gave them. */
  readonly answers: Readonly<Record<string, number>>;
}

/** Later than this is slow: what the gateway's objective and the knee go by. */
export const slowMs = 250;

/** A stretch whose requests have not all ended. */
class Open {
  requests = 0;
  failed = 0;
  slow = 0;
  pending = 0;
  readonly latenciesMs: number[] = [];
  readonly answers = new Map<string, number>();

  /** Share of what failed, was slow, or has not ended. */
  badShare(): number {
    const all = this.requests + this.pending;
    return all === 0 ? 0 : (this.failed + this.slow + this.pending) / all;
  }

  /** A good answer. */
  count(latencyMs: number, instance: string | undefined): void {
    if (latencyMs > slowMs) this.slow += 1;
    if (instance !== undefined) this.answers.set(instance, (this.answers.get(instance) ?? 0) + 1);
  }

  close(fromMs: number): Interval {
    const [p50, p99] = percentiles(this.latenciesMs, [50, 99]);
    const toJson = (ms = NaN): number | null => (Number.isNaN(ms) ? null : ms);
    return {
      fromMs,
      requests: this.requests,
      failed: this.failed,
      slow: this.slow,
      p50Ms: toJson(p50),
      p99Ms: toJson(p99),
      answers: Object.fromEntries(this.answers),
    };
  }
}

/**
 * A load in stretches of equal length; a request belongs to the one in which it was due. Latencies are kept only until all of
 * a stretch have ended.
 */
export class Timeline {
  readonly #open = new Map<number, Open>();
  readonly #closed = new Map<number, Interval>();

  constructor(readonly intervalMs: number) {}

  /** A request is sent. */
  begin(intendedMs: number): void {
    const number = this.#numberOf(intendedMs);
    this.#at(number).pending += 1;
    for (const [each, { pending }] of this.#open) if (each < number - 1 && pending === 0) this.#close(each);
  }

  /** A request has ended. @param instance that answered, when it is known */
  end(sample: Sample, instance: string | undefined): void {
    const open = this.#at(this.#numberOf(sample.intendedMs));
    open.requests += 1;
    if (sample.outcome !== notSent) {
      open.pending -= 1;
      open.latenciesMs.push(sample.latencyMs);
    }
    if (isFailed(sample)) open.failed += 1;
    else open.count(sample.latencyMs, instance);
  }

  /** Share of the requests of the stretch around an instant that failed, were slow, or have not ended. */
  badShareAt(atMs: number): number {
    const number = this.#numberOf(atMs);
    const closed = this.#closed.get(number);
    if (closed) return (closed.failed + closed.slow) / closed.requests;
    return this.#open.get(number)?.badShare() ?? 0;
  }

  /** Of those that have ended by now, in the stretch around an instant. */
  soFarAt(atMs: number): Interval | undefined {
    const number = this.#numberOf(atMs);
    return this.#open.get(number)?.close(number * this.intervalMs) ?? this.#closed.get(number);
  }

  /** All of them to the last request, in order, those without any included; when the load is over. */
  intervals(): Interval[] {
    for (const number of [...this.#open.keys()]) this.#close(number);
    const last = Math.max(-1, ...this.#closed.keys());
    return Array.from(
      { length: last + 1 },
      (_, number) => this.#closed.get(number) ?? new Open().close(number * this.intervalMs),
    );
  }

  #numberOf(atMs: number): number {
    return Math.floor(atMs / this.intervalMs);
  }

  #at(number: number): Open {
    const open = this.#open.get(number) ?? new Open();
    this.#open.set(number, open);
    return open;
  }

  #close(number: number): void {
    const open = this.#open.get(number);
    if (open) this.#closed.set(number, open.close(number * this.intervalMs));
    this.#open.delete(number);
  }
}
