import type { CallContext, Method } from '@flotilla/call';
import type { StateName } from '@flotilla/fault-tolerance';
import type { Telemetry } from '@flotilla/telemetry';
import type { CallPolicies } from '../call-policies';

interface Observed {
  readonly policies: CallPolicies;
  /** Those that are called. */
  readonly methods: readonly Method[];
}

const stateValues: Record<StateName, number> = { closed: 0, half_open: 1, open: 2 };

/**
 * Maps what the policies around calls report to metrics, log lines, and events on the spans of the calls. Counters are shown
 * from the start, so that their first count is seen as an increase.
 *
 * @returns a function that ends it
 */
export function observePolicies(telemetry: Telemetry, target: string, observed: Observed): () => void {
  const { policies } = observed;
  observeRetry(telemetry, target, policies);
  observeHedging(telemetry, target, policies);
  observeFallback(telemetry, target, policies);
  observeRefusals(telemetry, target, policies);
  const ends = [
    observeCircuitBreaker(telemetry, target, observed),
    showRetryBudget(telemetry, target, policies),
  ];
  return () => ends.forEach((end) => end());
}

function showRetryBudget({ metrics }: Telemetry, target: string, { budget }: CallPolicies): () => void {
  const left = metrics.retryBudget.with({ target });
  const stop = metrics.beforeScrape(() => left.set(budget.left()));
  return () => {
    stop();
    metrics.retryBudget.forget({ target });
  };
}

function observeRetry({ metrics, tracer }: Telemetry, target: string, { retry }: CallPolicies): void {
  const counts = {
    retry: metrics.retries.with({ target, outcome: 'retry' }),
    budget_exhausted: metrics.retries.with({ target, outcome: 'budget_exhausted' }),
  };
  retry.observe(({ type, context, code }) => {
    counts[type].inc();
    tracer.event(context.trace, type === 'retry' ? 'retry' : 'retry_budget_exhausted', { code });
  });
}

function observeHedging({ metrics, tracer }: Telemetry, target: string, { hedging }: CallPolicies): void {
  const count = (outcome: string) => metrics.hedges.with({ target, outcome });
  const counts = {
    hedge: count('hedge'),
    hedge_won: count('hedge_won'),
    budget_exhausted: count('budget_exhausted'),
    cap_reached: count('cap_reached'),
  };
  hedging.observe(({ type, context }) => {
    counts[type].inc();
    tracer.event(context.trace, type);
  });
}

function observeFallback({ metrics, tracer }: Telemetry, target: string, { fallback }: CallPolicies): void {
  const fallbacks = metrics.fallbacks.with({ target });
  fallback.observe((event) => {
    if (event.type !== 'fallback') return;
    fallbacks.inc();
    tracer.event(event.context.trace, 'fallback', { code: event.error.code });
  });
}

/** Shows the states as they are at a scrape, since a breaker that nobody calls tells no change. */
function observeCircuitBreaker(
  { metrics, logger }: Telemetry,
  target: string,
  { policies: { circuitBreaker }, methods }: Observed,
): () => void {
  const labels = methods.map(({ fullName }) => ({ target, grpc_method: fullName }));
  const gauges = labels.map((of) => [of.grpc_method, metrics.circuitBreakerState.with(of)] as const);
  const stop = metrics.beforeScrape(() => {
    const states = circuitBreaker.states();
    for (const [method, gauge] of gauges) gauge.set(stateValues[states.get(method) ?? 'closed']);
  });
  circuitBreaker.observe((event) => {
    if (event.type !== 'state') return;
    const { method, from, to, reason } = event;
    logger.warn({ target, method, from, to, reason }, 'circuit breaker');
  });
  return () => {
    stop();
    labels.forEach((of) => metrics.circuitBreakerState.forget(of));
  };
}

/** Calls that this process did not send. */
function observeRefusals({ metrics, tracer }: Telemetry, target: string, policies: CallPolicies): void {
  const refusedBy = (by: string): ((event: { readonly context: CallContext }) => void) => {
    const refusals = metrics.clientRefusals.with({ target, by });
    return ({ context }) => {
      refusals.inc();
      tracer.event(context.trace, 'refused', { by });
    };
  };
  const byCircuitBreaker = refusedBy('circuit_breaker');
  const byLimiter = refusedBy('limiter');
  policies.circuitBreaker.observe((event) => {
    if (event.type === 'refused') byCircuitBreaker(event);
  });
  policies.limiter.observe((event) => {
    if (event.type === 'refused') byLimiter(event);
  });
  policies.clientThrottle.observe(refusedBy('client_throttle'));
}
