import { LatencyHistogram } from './latency-histogram';
import type { ResolvedHedging } from './options';

/** A quantile is good for so many latencies more, or so long. */
const reuseCount = 64;
const reuseMs = 1_000;

/** After how long a try of one method is worth a hedge. */
export class HedgeDelay {
  #settings: ResolvedHedging;
  #latencies: LatencyHistogram;
  #quantileMs = 0;
  #computedAt = -Infinity;
  #recorded = 0;

  constructor(settings: ResolvedHedging) {
    this.#settings = settings;
    this.#latencies = new LatencyHistogram(settings.windowMs);
  }

  /** @param latencyMs how long a try took, or how long at least when it was given up */
  record(latencyMs: number, now: number): void {
    if (this.#settings.delayMs !== undefined) return;
    this.#latencies.record(latencyMs, now);
    this.#recorded++;
  }

  /** Undefined: too little is known. */
  delayMs(now: number): number | undefined {
    const { delayMs, minDelayMs, minSamples } = this.#settings;
    if (delayMs !== undefined) return delayMs;
    if (this.#latencies.samples(now) < minSamples) return undefined;
    return Math.max(minDelayMs, this.#quantile(now));
  }

  /** Keeps the latencies unless the window is another. */
  reconfigure(settings: ResolvedHedging): void {
    if (settings.windowMs !== this.#settings.windowMs) {
      this.#latencies = new LatencyHistogram(settings.windowMs);
    }
    this.#settings = settings;
    this.#computedAt = -Infinity;
  }

  #quantile(now: number): number {
    if (this.#recorded >= reuseCount || now - this.#computedAt >= reuseMs) {
      this.#quantileMs = this.#latencies.quantile(this.#settings.quantile, now);
      this.#computedAt = now;
      this.#recorded = 0;
    }
    return this.#quantileMs;
  }
}
