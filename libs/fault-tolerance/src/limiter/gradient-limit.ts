import { PerMethod } from '../per-method';
import { Baseline } from './baseline';
import { resolveGradient } from './gradient-options';
import type { GradientLimitOptions } from './gradient-options';
import type { Limit } from './limit';
import { SampleWindow } from './sample-window';

/** Latency may rise to this many times the baseline before the limit falls (gradient2). */
const tolerance = 1.5;
/** Of each new estimate, the share that counts (gradient2). */
const smoothing = 0.2;
/** Calls that may queue; lets the limit grow (gradient2). */
const queueSize = 4;
/** How long the limit holds calls back before the baselines are measured anew. */
const probeAfterMs = 30_000;
/** The first window, and a probe's, begin so much later: of calls that began a moment ago, only the fast have ended. */
const settlingMs = 200;
/** A ratio that falls below this share of what it was with twice the limit was a queue's. */
const queued = 0.8;

/** A short time with a lower limit, to see how long calls take when fewer are in flight. */
interface Probe {
  readonly limit: number;
  /** Mean ratio with the limit before. */
  readonly ratio: number;
  /** What was called meanwhile. */
  readonly seen: Set<Baseline>;
}

/**
 * Learns how many calls a service carries from how long they take: the limit L falls when latency rises above a baseline,
 * the latency when the service is not busy, and grows when it does not. Each kind of call has a baseline of its own, so
 * that it does not matter which are made. After each window of calls
 *
 *     ratio = mean of latency / baseline of its kind
 *     gradient = 1.5 / ratio, from 0.5 to 1
 *     L = 0.8 · L + 0.2 · (gradient · L + 4), but it does not grow while fewer than L / 2 are in flight
 *
 * Source: Netflix's gradient2. Its baseline is a long average, which an overload that lasts drags along, and L with it to
 * the maximum. Here a baseline falls at once, and rises only while the load is light, or after a probe: each 30 s that
 * calls are held back, the limit is halved for a window, and again for as long as that makes calls faster.
 *
 * It must see all the load of what it protects. Where many clients share a server, the server limits; the clients' probes
 * would measure each other.
 */
export class GradientLimit implements Limit {
  readonly #baselines = new PerMethod(() => new Baseline());
  #minLimit: number;
  #maxLimit: number;
  #limit: number;
  #hasLearned = false;
  /** Of ratios. */
  #window: SampleWindow | undefined;
  #probe: Probe | undefined;
  /** How long the limit has held calls back. Baselines that were never seen under light load are probed at once. */
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
    this.#setLimit(this.#hasLearned ? this.#limit : initialLimit);
    this.#probe = undefined;
  }

  /** A failure that is faster than the baseline does not count: it was no work done. */
  sample(kind: string, latencyMs: number, inFlight: number, now: number, ok: boolean): void {
    const baseline = this.#baselines.of(kind);
    if (!ok && latencyMs < baseline.ms) return;
    const window = (this.#window ??= new SampleWindow(now + settlingMs));
    if (now < window.beganAt) return;
    if (this.#probe) this.#probe.seen.add(baseline);
    else baseline.learn(latencyMs, inFlight, now, this.#limit / 2);
    window.add(baseline.ratioOf(latencyMs), inFlight);
    if (window.isFull(now)) this.#endWindow(window, now);
  }

  #endWindow(window: SampleWindow, now: number): void {
    if (this.#probe) this.#endProbe(window, this.#probe);
    else this.#adapt(window, now);
    // By two turnovers, the queue has shrunk to the lower limit.
    const delayMs = this.#probe ? Math.max(settlingMs, 2 * window.turnoverMs(now)) : 0;
    this.#window = new SampleWindow(now + delayMs);
  }

  #adapt(window: SampleWindow, now: number): void {
    const isLight = window.peak < this.#limit / 2;
    const isMet = window.peak >= this.current;
    const gradient = Math.min(Math.max(tolerance / window.mean, 0.5), 1);
    const next = this.#limit + smoothing * (gradient * this.#limit + queueSize - this.#limit);
    if (next < this.#limit || !isLight) this.#setLimit(next);
    this.#hasLearned = true;
    if (isLight) this.#heldBackMs = 0;
    else if (isMet) this.#holdBack(gradient < 1 ? window.lastedMs(now) : 0, window.mean);
  }

  #holdBack(ms: number, ratio: number): void {
    this.#heldBackMs += ms;
    if (this.#heldBackMs >= probeAfterMs) this.#beginProbe(this.#limit, ratio);
  }

  #beginProbe(limit: number, ratio: number): void {
    this.#probe = { limit: Math.max(Math.floor(limit / 2), this.#minLimit), ratio, seen: new Set() };
  }

  #endProbe({ mean, upperMean }: SampleWindow, { limit, ratio, seen }: Probe): void {
    if (upperMean < queued * ratio && limit > this.#minLimit) return this.#beginProbe(limit, mean);
    for (const baseline of seen) baseline.scale(Math.min(upperMean, ratio));
    this.#probe = undefined;
    this.#heldBackMs = 0;
  }

  #setLimit(limit: number): void {
    this.#limit = Math.min(Math.max(limit, this.#minLimit), this.#maxLimit);
  }
}
