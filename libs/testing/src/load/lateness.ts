import type { Sample } from './sample';

/** What a generator may be late by before it is noticed, and the share of requests that may be later. */
const lateMs = 10;
const toleratedShare = 0.01;

/** How well a generator kept up with its own plan. */
export interface Lateness {
  /** Share of the requests that went out more than 10 ms late. */
  readonly share: number;
  readonly worstMs: number;
  /** Whether that is more than 1 %: then latencies are the generator's as well, and pessimistic. */
  readonly fellBehind: boolean;
}

/** Watches a generator keep up with its plan, request by request. */
export class LatenessMeter {
  #requests = 0;
  #late = 0;
  #worstMs = 0;

  record(sample: Pick<Sample, 'lateMs'>): void {
    this.#requests += 1;
    if (sample.lateMs > lateMs) this.#late += 1;
    this.#worstMs = Math.max(this.#worstMs, sample.lateMs);
  }

  read(): Lateness {
    const share = this.#requests === 0 ? 0 : this.#late / this.#requests;
    return { share, worstMs: this.#worstMs, fellBehind: share > toleratedShare };
  }
}

export function latenessOf(samples: readonly Sample[]): Lateness {
  const meter = new LatenessMeter();
  for (const sample of samples) meter.record(sample);
  return meter.read();
}
