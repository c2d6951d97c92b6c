/**
 * Policies that keep a call from failing with what it calls, or what it calls from failing with its callers: deadlines, budgeted
 * retries and hedging, circuit breakers, limiters and admission, throttles, rate limits, fallbacks, fault injection.
 *
 * Use them around any call that crosses a process or a network, with or without gRPC: `pipeline(deadline(), retry())(fn)`. Not
 * needed for calls through `createClient` and `runService`, which compose them.
 *
 * Order, outermost first, checked by `pipeline`: see `places`. The retry budget is shared by retries and hedges: one per
 * service that is called.
 */
export { pipeline } from './pipeline/pipeline';
export type { Guarded, GuardedCallOptions, GuardOptions, Pipeline } from './pipeline/pipeline';
export { deadline } from './deadline/deadline';
export type { Deadline, DeadlineOptions } from './deadline/deadline';
export { attemptTimeout } from './attempt-timeout/attempt-timeout';
export type { AttemptTimeout, AttemptTimeoutOptions } from './attempt-timeout/attempt-timeout';
export { retry } from './retry/retry';
export type { Retry, RetryEvent } from './retry/retry';
export type { RetryOptions, RetrySettings } from './retry/options';
export { RetryBudget } from './retry/retry-budget';
export type { RetryBudgetOptions, RetryBudgetSettings } from './retry/retry-budget';
export { hedging } from './hedging/hedging';
export type { Hedging, HedgingEvent } from './hedging/hedging';
export type { HedgingOptions, HedgingSettings } from './hedging/options';
export { circuitBreaker } from './circuit-breaker/circuit-breaker';
export type { CircuitBreaker, CircuitBreakerEvent } from './circuit-breaker/circuit-breaker';
export type { CircuitBreakerOptions, CircuitBreakerSettings } from './circuit-breaker/options';
export type { StateName } from './circuit-breaker/state';
export { limiter } from './limiter/limiter';
export type { Limiter, LimiterEvent } from './limiter/limiter';
export type { LimiterOptions, LimiterSettings } from './limiter/options';
export { clientThrottle } from './client-throttle/client-throttle';
export type {
  ClientThrottle,
  ClientThrottleEvent,
  ClientThrottleOptions,
  ClientThrottleSettings,
} from './client-throttle/client-throttle';
export { fallback } from './fallback/fallback';
export type { Fallback, FallbackEvent } from './fallback/fallback';
export type { FallbackOptions, FallbackToCall, FallbackToLastGood } from './fallback/options';

// For servers.
export { refuseLate } from './late-refusal/refuse-late';
export type { RefuseLate, RefuseLateOptions } from './late-refusal/refuse-late';
export { quotaWaitMs, rateLimit } from './rate-limit/rate-limit';
export type { RateLimit, RateLimitEvent, RateLimitOptions, RateLimitSettings } from './rate-limit/rate-limit';
export { admission } from './admission/admission-middleware';
export type { AdmissionEvent, AdmissionMiddleware } from './admission/admission-middleware';
export type { AdmissionOptions, AdmissionSettings } from './admission/options';
export { faultInjection } from './fault-injection/fault-injection';
export type {
  FaultInjection,
  FaultInjectionEvent,
  FaultInjectionOptions,
} from './fault-injection/fault-injection';
export type { Fault } from './fault-injection/fault';
export { propagate } from './propagation/propagate';

// For those who compose calls of their own.
export { inOrder } from './pipeline/in-order';
export { places } from './pipeline/place';
export type { Place, Placed } from './pipeline/place';
