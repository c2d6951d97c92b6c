import type { Families } from './families';

/** What a client measures of the services that it calls. */
export function clientMetrics({ counter, gauge, duration }: Families) {
  return {
    clientCalls: duration('grpc_client_call_duration_seconds', 'What callers waited, all attempts included', [
      'grpc_method',
      'grpc_target',
      'grpc_status',
    ]),
    clientAttempts: duration('grpc_client_attempt_duration_seconds', 'One try on one endpoint', [
      'grpc_method',
      'grpc_target',
      'grpc_status',
    ]),
    clientAttemptsStarted: counter('grpc_client_attempt_started_total', 'Attempts that began', [
      'grpc_method',
      'grpc_target',
    ]),
    discoveryInstances: gauge('flotilla_discovery_instances', 'Instances in the last snapshot', ['service']),
    discoveryStale: gauge('flotilla_discovery_stale', '1 while the registry does not answer', ['service']),
    discoveryAge: gauge(
      'flotilla_discovery_age_seconds',
      'How long the registry has not answered; 0 while it does',
      ['service'],
    ),
    discoveryErrors: counter('flotilla_discovery_errors_total', 'Failed queries of the registry', [
      'service',
    ]),
    poolConnections: gauge(
      'flotilla_pool_connections',
      'Connections by state; only those that are ready are picked',
      ['target', 'state'],
    ),
    balancerPicks: counter('flotilla_balancer_picks_total', 'Attempts by instance', ['target', 'endpoint']),
    balancerInFlight: gauge('flotilla_balancer_in_flight', 'Attempts in flight from here to an instance', [
      'target',
      'endpoint',
    ]),
    balancerLatency: gauge(
      'flotilla_balancer_latency_seconds',
      'Moving average of the latency that peak EWMA goes by, failures as penalties',
      ['target', 'endpoint'],
    ),
    balancerEjections: counter('flotilla_balancer_ejections_total', 'Endpoints taken out after failures', [
      'target',
    ]),
    balancerEjected: gauge('flotilla_balancer_ejected', 'Endpoints that are out now', ['target']),
    retries: counter('flotilla_retries_total', 'Tries after the first, by what became of them', [
      'target',
      'outcome',
    ]),
    retryBudget: gauge('flotilla_retry_budget_tokens', 'Retries that the budget allows now', ['target']),
    hedges: counter('flotilla_hedges_total', 'Attempts beside a slow one, by what became of them', [
      'target',
      'outcome',
    ]),
    circuitBreakerState: gauge('flotilla_circuit_breaker_state', '0 closed, 1 half-open, 2 open', [
      'target',
      'grpc_method',
    ]),
    clientRefusals: counter('flotilla_client_refusals_total', 'Calls not sent, by the policy that refused', [
      'target',
      'by',
    ]),
    fallbacks: counter('flotilla_fallbacks_total', 'Failed calls that were answered otherwise', ['target']),
  };
}
