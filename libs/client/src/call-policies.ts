import type { Middleware } from '@flotilla/call';
import {
  attemptTimeout,
  circuitBreaker,
  clientThrottle,
  deadline,
  fallback,
  hedging,
  inOrder,
  limiter,
  retry,
  RetryBudget,
} from '@flotilla/fault-tolerance';
import type {
  AttemptTimeout,
  CircuitBreaker,
  CircuitBreakerSettings,
  ClientThrottle,
  ClientThrottleSettings,
  Deadline,
  Fallback,
  FallbackToLastGood,
  Hedging,
  HedgingSettings,
  Limiter,
  LimiterSettings,
  Retry,
  RetryOptions,
} from '@flotilla/fault-tolerance';

const unlimited = Number.MAX_SAFE_INTEGER;

/** A call or an attempt that has less of its usual time, and runs out of it, does not count against what it calls. */
const fairShare = 0.1;

export function fairChanceMs(timeoutMs: number, attemptTimeoutMs: number): number {
  return Math.min(timeoutMs, attemptTimeoutMs) * fairShare;
}

/** What a client does so that the failures of a service are not its own. Each can be changed by the policy document. */
export interface CallPolicyOptions {
  /** How long a unary call may take when its caller does not say. Default 2,000 ms. */
  readonly timeoutMs?: number;
  /** How long one attempt may take. Default 1,000 ms. One that had less than a tenth of it may fail without blame. */
  readonly attemptTimeoutMs?: number;
  /** False: one attempt only. */
  readonly retry?: Omit<RetryOptions, 'clock'> | false;
  /** False: calls are made however many of them fail. */
  readonly circuitBreaker?: Omit<CircuitBreakerSettings, 'enabled'> | false;
  /**
   * What makes two requests the same, for the last good answers that a policy document may ask for; undefined: not kept. Default:
   * method and request, of calls without metadata.
   */
  readonly fallbackKeyOf?: NonNullable<FallbackToLastGood['keyOf']>;
  /** A second attempt beside a slow one. Default: none. */
  readonly hedging?: Omit<HedgingSettings, 'enabled'>;
  /** How many calls may be in flight. Default: any number. */
  readonly limiter?: Omit<LimiterSettings, 'enabled'>;
  /** Stops sending what an overloaded service refuses anyway. Default: does not. */
  readonly clientThrottle?: Omit<ClientThrottleSettings, 'enabled'>;
}

/** The policies around the calls of one client. */
export interface CallPolicies {
  readonly fallback: Fallback;
  readonly deadline: Deadline;
  readonly circuitBreaker: CircuitBreaker;
  readonly clientThrottle: ClientThrottle;
  readonly limiter: Limiter;
  readonly budget: RetryBudget;
  readonly retry: Retry;
  readonly hedging: Hedging;
  /** Around each attempt, once its endpoint is picked. */
  readonly attemptTimeout: AttemptTimeout;
}

/** @throws RangeError for an option out of range */
export function createCallPolicies(options: CallPolicyOptions): CallPolicies {
  const own = ownSettings(options);
  const budget = (options.retry || undefined)?.budget ?? new RetryBudget();
  return {
    fallback: fallback({
      lastGoodMs: 0,
      enabled: false,
      ...(options.fallbackKeyOf && { keyOf: options.fallbackKeyOf }),
    }),
    deadline: deadline({ ...own.deadline, trustNext: true }),
    attemptTimeout: attemptTimeout({ ...own.attemptTimeout, trustNext: true }),
    circuitBreaker: circuitBreaker(own.circuitBreaker),
    clientThrottle: clientThrottle(own.clientThrottle),
    limiter: limiter(own.limiter),
    budget,
    retry: retry({ ...own.retry, budget }),
    hedging: hedging({ ...own.hedging, budget }),
  };
}

/** What is around a call, outermost first. */
export function aroundCall(policies: CallPolicies): Middleware {
  const { fallback, deadline, circuitBreaker, clientThrottle, limiter, retry, hedging } = policies;
  return inOrder(fallback, deadline, circuitBreaker, clientThrottle, limiter, retry, hedging);
}

/** The settings of each policy as the client's own options have them. */
export function ownSettings({ timeoutMs = 2_000, attemptTimeoutMs = 1_000, ...options }: CallPolicyOptions) {
  return {
    deadline: { timeoutMs },
    attemptTimeout: { timeoutMs: attemptTimeoutMs },
    retry: options.retry === false ? { maxAttempts: 1 } : (options.retry ?? {}),
    circuitBreaker: {
      hurriedMs: fairChanceMs(timeoutMs, attemptTimeoutMs),
      ...options.circuitBreaker,
      enabled: options.circuitBreaker !== false,
    },
    hedging: { ...options.hedging, enabled: options.hedging !== undefined },
    // Learned limits are for servers: clients that share one would measure each other.
    limiter: { limit: unlimited, ...options.limiter, enabled: options.limiter !== undefined },
    clientThrottle: { ...options.clientThrottle, enabled: options.clientThrottle !== undefined },
  };
}
