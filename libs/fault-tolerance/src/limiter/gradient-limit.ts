import { checkOption } from '../option';
import { checkLimit } from './limit';
import type { Limit } from './limit';
import { SampleWindow } from './sample-window';

export interface GradientLimitOptions {
  /** It never falls below. Default 1 (failsafe-go). */
  readonly minLimit?: number;
  /** It never grows above. Default 200 (failsafe-go). */
  readonly maxLimit?: number;
  /** Where it starts. Default 20 (failsafe-go), or the nearest that `minLimit` and `maxLimit` allow. */
  readonly initialLimit?: number;
}

/** Latency may rise to this many times the baseline before the limit falls (gradient2). */
const tolerance = 1.5;
/** Of each new estimate, the share that counts (gradient2). */
const smoothing = 0.2;
/** Calls that may queue; lets the limit grow (gradient2). */
const queueSize = 4;
/** A baseline below counts as this: a queue of a few milliseconds is no overload, but what timers and batches make. */
const minBaselineMs = 5;
/** How much of the way to a higher latency the baseline goes in one window of light load. */
const rise = 0.2;
/** How long the limit holds calls back before the baseline is measured anew. */
const probeAfterMs = 30_000;
/** The first window, and a probe's, begin so much later: of calls that began a moment ago, only the fast have ended. */
const settlingMs = 200;
/** Latency that falls below this share of what it was with twice the limit was a queue's. */
const queued = 0.8;

/** A short time with a lower limit, to see how long calls take when fewer are in flight. */
interface Probe {
  readonly limit: number;
  /** Mean latency with the limit before. */
  readonly shortMs: number;
}

/**
 * Learns how many calls a service carries from how long they take: the limit L falls when latency rises above a baseline,
 * the latency of the service when it is not busy, and grows when it does not. After each window of calls
 *
 *     gradient = 1.5 · baseline / latency, from 0.5 to 1
 *     L = 0.8 · L + 0.2 · (gradient · L + 4), but it does not grow while fewer than L / 2 are in flight
 *
 * Source: Netflix's gradient2. Its baseline is a long average, which an overload that lasts drags along, and L with it to
 * the maximum. Here the baseline falls at once, and rises only while the load is light, or after a probe: each 30 s that
 * calls are held back, the limit is halved for a window, and again for as long as that makes calls faster.
 *
 * It must see all the load of what it protects. Where many clients share a server, the server limits; the clients' probes
 * would measure each other.
 */
export class GradientLimit implements Limit {
  #minLimit: number;
  #maxLimit: number;
  #limit: number;
  #window: SampleWindow | undefined;
  #baselineMs: number | undefined;
  #probe: Probe | undefined;
  /** How long the limit has held calls back. A baseline that was never seen under light load is probed at once. */
  #heldBackMs = probeAfterMs;

  /** @throws RangeError for a bad option */
  constructor(options: GradientLimitOptions = {}) {
    const { minLimit, maxLimit, initialLimit } = resolveGradient(options);
    this.#minLimit = minLimit;
    this.#maxLimit = maxLimit;
    this.#limit = initialLimit;
  }

  get current(): number {
    return this.#probe?.limit ?? Math.floor(this.#limit);
  }

  /**
   * Keeps what is learned, within the new bounds; `initialLimit` is where it starts if nothing is.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: GradientLimitOptions): void {
    const { minLimit, maxLimit, initialLimit } = resolveGradient(options);
    this.#minLimit = minLimit;
    this.#maxLimit = maxLimit;
    this.#setLimit(this.#baselineMs === undefined ? initialLimit : this.#limit);
    this.#probe = undefined;
  }

  /** A failure that is faster than the baseline does not count: it was no work done. */
  sample(latencyMs: number, inFlight: number, now: number, ok: boolean): void {
    if (!ok && latencyMs < (this.#baselineMs ?? Infinity)) return;
    const window = (this.#window ??= new SampleWindow(now + settlingMs));
    if (now < window.beganAt) return;
    window.add(latencyMs, inFlight);
    if (!window.isFull(now)) return;
    if (this.#probe) this.#endProbe(window, this.#probe);
    else this.#adapt(window, now);
    this.#window = new SampleWindow(now + (this.#probe ? settlingTime(this.#probe) : 0));
  }

  #adapt(window: SampleWindow, now: number): void {
    const isLight = window.peak < this.#limit / 2;
    const isMet = window.peak >= this.current;
    const gradient = gradientOf(this.#learn(window, isLight), window.meanMs);
    const next = this.#limit + smoothing * (gradient * this.#limit + queueSize - this.#limit);
    if (next < this.#limit || !isLight) this.#setLimit(next);
    if (isLight) this.#heldBackMs = 0;
    else if (isMet) this.#holdBack(gradient < 1 ? window.lastedMs(now) : 0, window.meanMs);
  }

  #learn({ meanMs, upperMeanMs }: SampleWindow, isLight: boolean): number {
    let baselineMs = Math.min(this.#baselineMs ?? Infinity, upperMeanMs);
    if (isLight && meanMs > baselineMs) baselineMs += rise * (meanMs - baselineMs);
    this.#baselineMs = baselineMs;
    return baselineMs;
  }

  #holdBack(ms: number, shortMs: number): void {
    this.#heldBackMs += ms;
    if (this.#heldBackMs >= probeAfterMs) this.#beginProbe(this.#limit, shortMs);
  }

  #beginProbe(limit: number, shortMs: number): void {
    this.#probe = { limit: Math.max(Math.floor(limit / 2), this.#minLimit), shortMs };
  }

  #endProbe({ meanMs, upperMeanMs }: SampleWindow, { limit, shortMs }: Probe): void {
    if (upperMeanMs < queued * shortMs && limit > this.#minLimit) return this.#beginProbe(limit, meanMs);
    this.#baselineMs = Math.min(upperMeanMs, shortMs);
    this.#probe = undefined;
    this.#heldBackMs = 0;
  }

  #setLimit(limit: number): void {
    this.#limit = Math.min(Math.max(limit, this.#minLimit), this.#maxLimit);
  }
}

/** By then, too, the queue has shrunk to the lower limit. */
function settlingTime({ shortMs }: Probe): number {
  return Math.max(settlingMs, 2 * shortMs);
}

function gradientOf(baselineMs: number, shortMs: number): number {
  const gradient = (tolerance * Math.max(baselineMs, minBaselineMs)) / shortMs;
  return Math.min(Math.max(gradient, 0.5), 1);
}

function resolveGradient(options: GradientLimitOptions): Required<GradientLimitOptions> {
  const { minLimit = 1, maxLimit = 200 } = options;
  const { initialLimit = Math.min(Math.max(20, minLimit), maxLimit) } = options;
  checkLimit('minLimit', minLimit);
  checkOption(
    'maxLimit',
    maxLimit,
    Number.isInteger(maxLimit) && maxLimit >= minLimit,
    `an integer of at least minLimit (${minLimit})`,
  );
  checkOption(
    'initialLimit',
    initialLimit,
    Number.isInteger(initialLimit) && initialLimit >= minLimit && initialLimit <= maxLimit,
    `an integer from minLimit (${minLimit}) to maxLimit (${maxLimit})`,
  );
  return { minLimit, maxLimit, initialLimit };
}
