const minWindowMs = 100;
const maxWindowMs = 1_000;
const minSamples = 10;

/** The calls that ended in a short time, taken together: one call says little of the load. */
export class SampleWindow {
  readonly beganAt: number;
  readonly #precision: number;
  readonly #enoughSamples: number;
  #samples = 0;
  #sum = 0;
  #sumOfSquares = 0;
  #peak = 0;

  /**
   * @param precision of the mean, the share that it shall be known to: one standard error
   * @param enoughSamples that it takes, however much they vary
   */
  constructor(beganAt: number, precision = 0.1, enoughSamples = minSamples) {
    this.beganAt = beganAt;
    this.#precision = precision;
    this.#enoughSamples = enoughSamples;
  }

  /** @param value how long the call took, in any unit */
  add(value: number, inFlight: number): void {
    this.#samples++;
    this.#sum += value;
    this.#sumOfSquares += value * value;
    if (inFlight > this.#peak) this.#peak = inFlight;
  }

  /** After 100 ms if its mean is known well, else after a second and enough calls; with ten calls at least. */
  isFull(now: number): boolean {
    const lastedMs = now - this.beganAt;
    if (this.#samples < minSamples || lastedMs < minWindowMs) return false;
    if (lastedMs >= maxWindowMs && this.#samples >= this.#enoughSamples) return true;
    return this.#error <= this.#precision * this.mean;
  }

  /** How long it lasted; a time without calls counts as a second at most. */
  lastedMs(now: number): number {
    return Math.min(now - this.beganAt, maxWindowMs);
  }

  /** The time in which as many calls end as were in flight. */
  turnoverMs(now: number): number {
    return (this.#peak * (now - this.beganAt)) / this.#samples;
  }

  get mean(): number {
    return this.#sum / this.#samples;
  }

  /** What the true mean is hardly above: two standard errors over the measured one. */
  get upperMean(): number {
    return this.mean + 2 * this.#error;
  }

  /** Most calls that were in flight. */
  get peak(): number {
    return this.#peak;
  }

  /** The standard error of the mean. */
  get #error(): number {
    const variance = Math.max(this.#sumOfSquares / this.#samples - this.mean ** 2, 0);
    return Math.sqrt(variance / this.#samples);
  }
}
