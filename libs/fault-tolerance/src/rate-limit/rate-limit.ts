import { CallError, Listeners } from '@flotilla/call';
import type { CallContext, Middleware } from '@flotilla/call';
import type { Placed } from '../pipeline/place';
import { RateLimiter } from './rate-limiter';
import type { RateLimiterOptions, RateLimiterSettings } from './rate-limiter';

export interface RateLimitOptions extends RateLimiterOptions {
  /** Default true. When false, nothing is counted and nothing refused. */
  readonly enabled?: boolean;
  /** Whose call it is: each key has a rate of its own; undefined is one key, too. Default: one rate for all calls. */
  readonly keyOf?: (context: CallContext, request: unknown) => string | undefined;
}

export type RateLimitSettings = RateLimiterSettings & Pick<RateLimitOptions, 'enabled'>;

export interface RateLimitEvent {
  readonly type: 'refused';
  readonly context: CallContext;
  /** From outside, in any number: for a log, never for a label. */
  readonly key: string | undefined;
  /** Until the key may call again. */
  readonly waitMs: number;
}

export interface RateLimit extends Placed {
  readonly place: 'rate_limit';
  /** Calls back on each refusal, until the returned function is called. */
  observe(listener: (event: RateLimitEvent) => void): () => void;
  /**
   * Keeps what each key has used; what is left out goes back to its default.
   *
   * @throws RangeError for a bad option; nothing is changed then
   */
  reconfigure(options: RateLimitSettings): void;
}

/** A longer wait is no pushback: nobody holds a call back for that long (`pushbackOf` does not). */
const maxPushbackMs = 30_000;

/**
 * Refuses the calls of a caller above its rate, so that one noisy caller does not take what belongs to all.
 *
 * @throws RangeError for a bad option; the call rejects with RESOURCE_EXHAUSTED, which is not retried here; a remote
 * caller reads in `grpc-retry-pushback-ms` when to come back
 */
export function rateLimit(options: RateLimitOptions): RateLimit {
  const { keyOf = () => undefined } = options;
  const limiter = new RateLimiter(options);
  let { enabled = true } = options;
  const listeners = new Listeners<RateLimitEvent>();
  const middleware: Middleware = (next) => (request, context) => {
    if (!enabled) return next(request, context);
    const key = keyOf(context, request);
    const taken = limiter.take(key);
    if (taken.ok) return next(request, context);
    listeners.emit({ type: 'refused', context, key, waitMs: taken.waitMs });
    return Promise.reject(refused(context, taken.waitMs));
  };
  return Object.assign(middleware, {
    place: 'rate_limit' as const,
    observe: (listener: (event: RateLimitEvent) => void) => listeners.add(listener),
    reconfigure: ({ enabled: nextEnabled = true, ...settings }: RateLimitSettings) => {
      limiter.reconfigure(settings);
      enabled = nextEnabled;
    },
  });
}

/** In the metadata of a refusal: what was exceeded is the caller's own quota, not what the server can do; and the wait. */
const quotaKey = 'flotilla-quota';

/**
 * How long a caller has to wait whose call was refused because it is above its rate; undefined for any other error, as of
 * a server that is overloaded. Milliseconds. Of an error that is `remote`, the caller is this process.
 */
export function quotaWaitMs({ metadata }: CallError): number | undefined {
  const waitMs = metadata[quotaKey];
  return waitMs !== undefined && /^\d{1,15}$/.test(waitMs) ? Number(waitMs) : undefined;
}

function refused({ method }: CallContext, waitMs: number): CallError {
  const metadata = {
    [quotaKey]: String(waitMs),
    ...(waitMs <= maxPushbackMs && { 'grpc-retry-pushback-ms': String(waitMs) }),
  };
  return new CallError(
    'RESOURCE_EXHAUSTED',
    `${method.fullName}: the caller is above its rate; try again in ${waitMs} ms`,
    { metadata, retryable: false },
  );
}
