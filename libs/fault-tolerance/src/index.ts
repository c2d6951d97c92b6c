/**
 * Deadlines, timeouts and retries as middleware around a `Call`.
 *
 * Use them around any call that crosses a process or a network, with or without gRPC. Not needed for calls through
 * `createClient` and `runService`, which compose them.
 *
 * Order, outermost first. Client: `deadline` → `retry` → `attemptTimeout` → the attempt. Server: `refuseLate` → … →
 * `propagate` → the handler. The retry budget is shared: one per service that is called.
 */
export { deadline } from './deadline/deadline';
export type { Deadline, DeadlineOptions } from './deadline/deadline';
export { attemptTimeout } from './attempt-timeout/attempt-timeout';
export type { AttemptTimeout, AttemptTimeoutOptions } from './attempt-timeout/attempt-timeout';
export { retry } from './retry/retry';
export type { Retry, RetryEvent } from './retry/retry';
export type { RetryOptions } from './retry/options';
export { RetryBudget } from './retry/retry-budget';
export type { RetryBudgetOptions } from './retry/retry-budget';
export { refuseLate } from './late-refusal/refuse-late';
export type { RefuseLateOptions } from './late-refusal/refuse-late';
export { propagate } from './propagation/propagate';
export { pipeline } from './pipeline/pipeline';
export type { Guarded, GuardedCallOptions, GuardOptions, Pipeline } from './pipeline/pipeline';

// For those who compose calls of their own.
export { inOrder } from './pipeline/in-order';
export { places } from './pipeline/place';
export type { Place, Placed } from './pipeline/place';
