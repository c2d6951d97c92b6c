import type { Clock } from '@flotilla/call';
import { checkOption } from '../option';

export interface RateLimiterOptions {
  /** What each key may take per second, on average. */
  readonly perSecond: number;
  /** What a key may take at once after a rest. Default `perSecond`, at least 1. */
  readonly burst?: number;
  /** Keys that are remembered. Above it, the one that was used least recently is forgotten, and starts afresh. Default 10,000. */
  readonly maxKeys?: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
}

/** What may change while it runs. */
export type RateLimiterSettings = Omit<RateLimiterOptions, 'clock'>;

export type Taken =
  { readonly ok: true } | { readonly ok: false; /** Until there is a token. */ readonly waitMs: number };

interface Bucket {
  tokens: number;
  refilledAt: number;
}

/** Keys come from outside, as headers do, and take memory. */
const maxKeyLength = 256;
const taken: Taken = { ok: true };
/** Sums of fractions miss a whole token by less. */
const epsilon = 1e-9;

/** A token bucket per key: in any time, a key is granted at most `burst + perSecond × time`. */
export class RateLimiter {
  readonly #clock: Clock;
  /** Least recently used first. A key that is absent has a full bucket. */
  readonly #buckets = new Map<string | undefined, Bucket>();
  #settings: Required<RateLimiterSettings>;

  /** @throws RangeError for a bad option */
  constructor(options: RateLimiterOptions) {
    this.#clock = options.clock ?? (() => performance.now());
    this.#settings = resolve(options);
  }

  /** Keys that are remembered. */
  get keys(): number {
    return this.#buckets.size;
  }

  /** Takes a token. @param key undefined is a key, too, and stands for all that are longer than 256 characters */
  take(key?: string): Taken {
    const now = this.#clock();
    const bucket = this.#use(key && key.length > maxKeyLength ? undefined : key, now);
    if (bucket.tokens < 1 - epsilon) {
      return { ok: false, waitMs: Math.ceil(((1 - bucket.tokens) / this.#settings.perSecond) * 1_000) };
    }
    bucket.tokens = Math.max(bucket.tokens - 1, 0);
    return taken;
  }

  /**
   * Keeps the buckets, none fuller than the new burst; what is left out goes back to its default.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: RateLimiterSettings): void {
    const settings = resolve(options);
    const now = this.#clock();
    for (const [key, bucket] of this.#buckets) {
      this.#refill(bucket, now);
      if (bucket.tokens >= settings.burst) this.#buckets.delete(key);
    }
    this.#settings = settings;
    this.#forget(settings.maxKeys, now);
  }

  /** The bucket of a key, refilled, and now the most recently used. */
  #use(key: string | undefined, now: number): Bucket {
    const known = this.#buckets.get(key);
    if (known) {
      this.#refill(known, now);
      this.#buckets.delete(key);
      this.#buckets.set(key, known);
      return known;
    }
    this.#forget(this.#settings.maxKeys - 1, now);
    const bucket = { tokens: this.#settings.burst, refilledAt: now };
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #refill(bucket: Bucket, now: number): void {
    const { perSecond, burst } = this.#settings;
    bucket.tokens = Math.min(bucket.tokens + (perSecond * (now - bucket.refilledAt)) / 1_000, burst);
    bucket.refilledAt = now;
  }

  /** Forgets the oldest keys: those whose bucket is full again, which loses nothing, and those above `maxKeys`. */
  #forget(maxKeys: number, now: number): void {
    for (const [key, bucket] of this.#buckets) {
      this.#refill(bucket, now);
      if (bucket.tokens < this.#settings.burst && this.#buckets.size <= maxKeys) return;
      this.#buckets.delete(key);
    }
  }
}

function resolve(options: RateLimiterSettings): Required<RateLimiterSettings> {
  const { perSecond, burst = Math.max(perSecond, 1), maxKeys = 10_000 } = options;
  checkOption('perSecond', perSecond, perSecond > 0 && perSecond < Infinity, 'above 0');
  checkOption('burst', burst, burst >= 1 && burst < Infinity, 'at least 1');
  checkOption('maxKeys', maxKeys, Number.isInteger(maxKeys) && maxKeys >= 1, 'an integer of at least 1');
  return { perSecond, burst, maxKeys };
}
