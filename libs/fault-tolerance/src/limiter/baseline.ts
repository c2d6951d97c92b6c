import { SampleWindow } from './sample-window';

/** A baseline below counts as this: a queue of a few milliseconds is no overload, but what timers and batches make. */
const minBaselineMs = 5;
/** How much of the way to a higher latency it goes in one window of light load. */
const rise = 0.2;
/** It falls to the lowest of many windows: each must know its mean well, or take many calls. */
const precision = 0.05;
const enoughSamples = 100;

/** How long calls of one kind take when the service is not busy. It falls at once, and rises only while the load is light. */
export class Baseline {
  #ms: number | undefined;
  #window: SampleWindow | undefined;

  /** Milliseconds; Infinity before it is known. */
  get ms(): number {
    return this.#ms ?? Infinity;
  }

  /** @param lightBelow with fewer calls in flight the load is light */
  learn(latencyMs: number, inFlight: number, now: number, lightBelow: number): void {
    const window = (this.#window ??= new SampleWindow(now, precision, enoughSamples));
    window.add(latencyMs, inFlight);
    if (!window.isFull(now)) return;
    this.#window = undefined;
    const { mean, upperMean, peak } = window;
    const ms = Math.min(this.ms, upperMean);
    this.#ms = peak < lightBelow && mean > ms ? ms + rise * (mean - ms) : ms;
  }

  /** How many times as long a call took; 1 before that is known. */
  ratioOf(latencyMs: number): number {
    if (this.#ms === undefined) return 1;
    if (this.#ms < minBaselineMs) return Math.max(latencyMs, minBaselineMs) / minBaselineMs;
    return latencyMs / this.#ms;
  }

  /** Learns from a probe, which found calls of all kinds to take so many times as long. */
  scale(ratio: number): void {
    if (this.#ms !== undefined) this.#ms *= ratio;
    this.#window = undefined;
  }
}
