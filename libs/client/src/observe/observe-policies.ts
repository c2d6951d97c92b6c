import type { CallContext } from '@flotilla/call';
import type { StateName } from '@flotilla/fault-tolerance';
import type { Telemetry } from '@flotilla/telemetry';
import type { CallPolicies } from '../call-policies';

const stateValues: Record<StateName, number> = { closed: 0, half_open: 1, open: 2 };

/** Maps what the policies around calls report to metrics, log lines, and events on the spans of the calls. */
export function observePolicies(telemetry: Telemetry, target: string, policies: CallPolicies): void {
  observeAttempts(telemetry, target, policies);
  observeCircuitBreaker(telemetry, target, policies);
  observeRefusals(telemetry, target, policies);
  policies.fallback.observe((event) => {
    if (event.type !== 'fallback') return;
    telemetry.metrics.fallbacks.with({ target }).inc();
    telemetry.tracer.event(event.context.trace, 'fallback', { code: event.error.code });
  });
}

/** Those beyond the first. */
function observeAttempts({ metrics, tracer }: Telemetry, target: string, policies: CallPolicies): void {
  policies.retry.observe((event) => {
    metrics.retries.with({ target, outcome: event.type }).inc();
    const { type, context, code } = event;
    tracer.event(context.trace, type === 'retry' ? 'retry' : 'retry_budget_exhausted', { code });
  });
  policies.hedging.observe(({ type, context }) => {
    metrics.hedges.with({ target, outcome: type }).inc();
    tracer.event(context.trace, type);
  });
}

function observeCircuitBreaker(
  { metrics, logger }: Telemetry,
  target: string,
  { circuitBreaker }: CallPolicies,
): void {
  circuitBreaker.observe((event) => {
    if (event.type !== 'state') return;
    const { method, from, to, reason } = event;
    metrics.circuitBreakerState.with({ target, grpc_method: method }).set(stateValues[to]);
    logger.warn({ service: target, method, from, to, reason }, 'circuit breaker');
  });
}

/** Calls that this process did not send. */
function observeRefusals({ metrics, tracer }: Telemetry, target: string, policies: CallPolicies): void {
  const count =
    (by: string) =>
    ({ context }: { readonly context: CallContext }): void => {
      metrics.clientRefusals.with({ target, by }).inc();
      tracer.event(context.trace, 'refused', { by });
    };
  const refusals = {
    circuit_breaker: count('circuit_breaker'),
    client_throttle: count('client_throttle'),
    limiter: count('limiter'),
  };
  policies.circuitBreaker.observe((event) => {
    if (event.type === 'refused') refusals.circuit_breaker(event);
  });
  policies.clientThrottle.observe(refusals.client_throttle);
  policies.limiter.observe((event) => {
    if (event.type === 'refused') refusals.limiter(event);
  });
}
