import type { Clock } from '@flotilla/call';
import { checkOption } from '../option';
import { SlidingCount } from '../sliding-count';

export interface ThrottleOptions {
  /** Requests that may be made for each one that the server takes. Lower refuses more, and sooner. Default 2 (Google SRE). */
  readonly k?: number;
  /** How long requests count. Default 10,000 (DESIGN; the SRE book has 2 minutes, too slow to let go). */
  readonly windowMs?: number;
  /** However much the server refuses, this share at most is refused here: the others find out when it is well. Default 0.9 (failsafe-go). */
  readonly maxRejectionRatio?: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

/** What may change while it runs. */
export type ThrottleSettings = Pick<ThrottleOptions, 'k' | 'maxRejectionRatio'>;

/**
 * How likely the next request is to be refused, from what became of the last ones:
 *
 *     max(0, (requests − k · accepts) / (requests + 1))
 *
 * Source: Site Reliability Engineering (Google), chapter 21, client-side throttling.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #requests: SlidingCount;
  readonly #accepts: SlidingCount;
  #settings: Required<ThrottleSettings>;

  /** @throws RangeError for a bad option */
  constructor(options: ThrottleOptions = {}) {
    const { windowMs = 10_000, clock = () => performance.now() } = options;
    checkOption('windowMs', windowMs, windowMs >= 1_000 && windowMs <= 600_000, 'from 1000 to 600000');
    this.#settings = resolve(options);
    this.#clock = clock;
    this.#requests = new SlidingCount(windowMs);
    this.#accepts = new SlidingCount(windowMs);
  }

  /** From 0 to `maxRejectionRatio`. */
  get probability(): number {
    const now = this.#clock();
    const requests = this.#requests.total(now);
    const excess = requests - this.#settings.k * this.#accepts.total(now);
    return Math.min(Math.max(excess / (requests + 1), 0), this.#settings.maxRejectionRatio);
  }

  /** Counts a request. @param accepted whether the server took it */
  count(accepted: boolean): void {
    const now = this.#clock();
    this.#requests.add(now);
    if (accepted) this.#accepts.add(now);
  }

  /**
   * Keeps the counts; what is left out goes back to its default.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: ThrottleSettings): void {
    this.#settings = resolve(options);
  }
}

function resolve({ k = 2, maxRejectionRatio = 0.9 }: ThrottleSettings): Required<ThrottleSettings> {
  checkOption('k', k, k >= 1 && k < Infinity, 'at least 1');
  checkOption(
    'maxRejectionRatio',
    maxRejectionRatio,
    maxRejectionRatio >= 0 && maxRejectionRatio < 1,
    'from 0 to below 1',
  );
  return { k, maxRejectionRatio };
}
