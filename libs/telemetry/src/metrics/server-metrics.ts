import type { Families } from './families';

/** What a service measures of itself. */
export function serverMetrics({ counter, gauge, duration }: Families) {
  return {
    serverCalls: duration('grpc_server_call_duration_seconds', 'What handlers took, refusals included', [
      'grpc_method',
      'grpc_status',
    ]),
    serverCallsStarted: counter('grpc_server_call_started_total', 'Calls that arrived', ['grpc_method']),
    httpRequests: duration('http_server_request_duration_seconds', 'What HTTP requests took', [
      'http_request_method',
      'http_route',
      'http_response_status_code',
    ]),
    httpActiveRequests: gauge('http_server_active_requests', 'HTTP requests that are not answered yet', []),
    serverLimit: gauge('flotilla_server_limit', 'Calls that are taken at a time', []),
    serverInFlight: gauge('flotilla_server_in_flight', 'Calls that count against the limit now', []),
    serverRefusals: counter('flotilla_server_refusals_total', 'Calls refused before any work', ['reason']),
    faultsInjected: counter('flotilla_faults_injected_total', 'Faults of the policy document', ['fault']),
    registered: gauge('flotilla_registration_registered', '1 while the registry lists this instance', []),
    registrationErrors: counter('flotilla_registration_errors_total', 'Failed registrations', []),
    policyRevision: gauge('flotilla_policy_revision', 'Revision of the policy in force; 0: none', [
      'service',
    ]),
    policyRejections: counter('flotilla_policy_rejections_total', 'Policies that were refused', ['service']),
  };
}
