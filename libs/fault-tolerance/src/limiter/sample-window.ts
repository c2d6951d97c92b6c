const minWindowMs = 100;
const maxWindowMs = 1_000;
const minSamples = 10;
/** Of the mean, the share that it is known to: one standard error. */
const precision = 0.1;

/** The calls that ended in a short time, taken together: one call's latency says little of the load. */
export class SampleWindow {
  #samples = 0;
  #sumMs = 0;
  #sumOfSquares = 0;
  #peak = 0;

  constructor(readonly beganAt: number) {}

  add(latencyMs: number, inFlight: number): void {
    this.#samples++;
    this.#sumMs += latencyMs;
    this.#sumOfSquares += latencyMs * latencyMs;
    this.#peak = Math.max(this.#peak, inFlight);
  }

  /** After 100 ms if its mean is known to a tenth, else after a second; with ten calls at least. */
  isFull(now: number): boolean {
    const lastedMs = now - this.beganAt;
    if (this.#samples < minSamples || lastedMs < minWindowMs) return false;
    return lastedMs >= maxWindowMs || this.#errorMs <= precision * this.meanMs;
  }

  /** How long it lasted; a time without calls counts as a second at most. */
  lastedMs(now: number): number {
    return Math.min(now - this.beganAt, maxWindowMs);
  }

  get meanMs(): number {
    return this.#sumMs / this.#samples;
  }

  /** What the true mean is hardly above: two standard errors over the measured one. */
  get upperMeanMs(): number {
    return this.meanMs + 2 * this.#errorMs;
  }

  /** Most calls that were in flight. */
  get peak(): number {
    return this.#peak;
  }

  /** The standard error of the mean. */
  get #errorMs(): number {
    const variance = Math.max(this.#sumOfSquares / this.#samples - this.meanMs ** 2, 0);
    return Math.sqrt(variance / this.#samples);
  }
}
