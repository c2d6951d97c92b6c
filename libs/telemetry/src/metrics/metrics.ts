import { collectDefaultMetrics, Registry } from 'prom-client';
import { familiesOn } from './families';
import type { CounterOf, DurationOf, GaugeOf } from './families';

/** Every instrument of a Flotilla process, and the registry that a scrape reads. */
export interface Metrics {
  readonly registry: Registry;
  /** `grpc_client_call_duration_seconds`: what a caller waited, all attempts included. */
  readonly clientCalls: DurationOf<'grpc_method' | 'grpc_target' | 'grpc_status'>;
  /** `grpc_client_attempt_duration_seconds`: one try on one endpoint. */
  readonly clientAttempts: DurationOf<'grpc_method' | 'grpc_target' | 'grpc_status'>;
  /** `grpc_server_call_duration_seconds`: what a handler, with the middleware below telemetry, took. */
  readonly serverCalls: DurationOf<'grpc_method' | 'grpc_status'>;
  /** `http_server_request_duration_seconds`; the route is the template, never the path. */
  readonly httpRequests: DurationOf<'http_request_method' | 'http_route' | 'http_response_status_code'>;
  /** `flotilla_discovery_instances`: instances in the last snapshot. */
  readonly discoveryInstances: GaugeOf<'service'>;
  /** `flotilla_discovery_stale`: 1 while the registry is away and the last snapshot stays in use. */
  readonly discoveryStale: GaugeOf<'service'>;
  /** `flotilla_discovery_errors_total`: queries of the registry that failed. */
  readonly discoveryErrors: CounterOf<'service'>;
  /** `flotilla_pool_connections`: connections by state; only `ready` ones are picked. */
  readonly poolConnections: GaugeOf<'target' | 'state'>;
  /** `flotilla_balancer_picks_total`: attempts that the balancer sent to each instance. */
  readonly balancerPicks: CounterOf<'target' | 'instance'>;
  /** `flotilla_balancer_ejections_total`: times that an endpoint was taken out after failures. */
  readonly balancerEjections: CounterOf<'target'>;
  /** `flotilla_retries_total`: tries after the first, by what became of them. */
  readonly retries: CounterOf<'target' | 'outcome'>;
  /** `flotilla_hedges_total`: second attempts beside a slow one, by what became of them. */
  readonly hedges: CounterOf<'target' | 'outcome'>;
  /** `flotilla_circuit_breaker_state`: 0 closed, 1 half-open, 2 open. */
  readonly circuitBreakerState: GaugeOf<'target' | 'grpc_method'>;
  /** `flotilla_client_refusals_total`: calls that this process did not send, by the policy that refused them. */
  readonly clientRefusals: CounterOf<'target' | 'by'>;
  /** `flotilla_fallbacks_total`: calls that failed, and were answered by something else. */
  readonly fallbacks: CounterOf<'target'>;
  /** `flotilla_server_limit`: calls that this process takes at a time. */
  readonly serverLimit: GaugeOf<never>;
  /** `flotilla_server_refusals_total`: calls and requests that were refused before any work. */
  readonly serverRefusals: CounterOf<'reason'>;
  /** `flotilla_faults_injected_total`: what the policy document asked for. */
  readonly faultsInjected: CounterOf<'fault'>;
  /** `flotilla_policy_revision`: of the policy document of a service that is in force here; 0 when there is none. */
  readonly policyRevision: GaugeOf<'service'>;
  /** `flotilla_policy_rejections_total`: documents that were no good. */
  readonly policyRejections: CounterOf<'service'>;
}

/** Defines the instruments on a registry of their own, with the process metrics of prom-client. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { counter, gauge, duration } = familiesOn(registry);
  return {
    registry,
    clientCalls: duration('grpc_client_call_duration_seconds', 'Duration of calls, all attempts included', [
      'grpc_method',
      'grpc_target',
      'grpc_status',
    ]),
    clientAttempts: duration('grpc_client_attempt_duration_seconds', 'Duration of single attempts', [
      'grpc_method',
      'grpc_target',
      'grpc_status',
    ]),
    serverCalls: duration('grpc_server_call_duration_seconds', 'Duration of handled calls', [
      'grpc_method',
      'grpc_status',
    ]),
    httpRequests: duration('http_server_request_duration_seconds', 'Duration of handled HTTP requests', [
      'http_request_method',
      'http_route',
      'http_response_status_code',
    ]),
    discoveryInstances: gauge('flotilla_discovery_instances', 'Instances in the last snapshot', ['service']),
    discoveryStale: gauge('flotilla_discovery_stale', '1 while the last snapshot is stale', ['service']),
    discoveryErrors: counter('flotilla_discovery_errors_total', 'Failed queries of the registry', [
      'service',
    ]),
    poolConnections: gauge('flotilla_pool_connections', 'Connections by state', ['target', 'state']),
    balancerPicks: counter('flotilla_balancer_picks_total', 'Picks by instance', ['target', 'instance']),
    balancerEjections: counter('flotilla_balancer_ejections_total', 'Ejections of endpoints', ['target']),
    retries: counter('flotilla_retries_total', 'Tries after the first', ['target', 'outcome']),
    hedges: counter('flotilla_hedges_total', 'Second attempts beside a slow one', ['target', 'outcome']),
    circuitBreakerState: gauge('flotilla_circuit_breaker_state', '0 closed, 1 half-open, 2 open', [
      'target',
      'grpc_method',
    ]),
    clientRefusals: counter('flotilla_client_refusals_total', 'Calls that were not sent', ['target', 'by']),
    fallbacks: counter('flotilla_fallbacks_total', 'Failed calls that were answered otherwise', ['target']),
    serverLimit: gauge('flotilla_server_limit', 'Calls that are taken at a time', []),
    serverRefusals: counter('flotilla_server_refusals_total', 'Calls refused before any work', ['reason']),
    faultsInjected: counter('flotilla_faults_injected_total', 'Faults of the policy document', ['fault']),
    policyRevision: gauge('flotilla_policy_revision', 'Revision of the policy in force', ['service']),
    policyRejections: counter('flotilla_policy_rejections_total', 'Policies that were refused', ['service']),
  };
}
