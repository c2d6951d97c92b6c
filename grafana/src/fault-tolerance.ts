import { refusalColours, tryColours } from './pieces/colours';
import { dashboard } from './pieces/dashboard';
import { lines } from './pieces/lines';
import { rate } from './pieces/promql';
import { breakerStates } from './pieces/states';
import { timeline } from './pieces/timeline';
import { instance, ofTarget, target } from './pieces/variables';

const chosen = ofTarget('target');
const calls = ofTarget('grpc_target');
const own = 'instance=~"$instance"';

function byTarget(kind: 'calls' | 'errors' | 'attempts' | 'attempt_errors'): string {
  return `sum by (grpc_target) (job_instance_target_method:grpc_client_${kind}:rate30s{${calls}})`;
}

const tries = [
  lines({
    title: 'Failed attempts and failed calls',
    lookFor: 'What lies between the lines of a target, retries and hedges repaired.',
    unit: 'percentunit',
    queries: {
      'attempts, {{grpc_target}}': `${byTarget('attempt_errors')} / ${byTarget('attempts')}`,
      'calls, {{grpc_target}}': `${byTarget('errors')} / ${byTarget('calls')}`,
    },
  }),
  lines({
    title: 'Attempts per call',
    lookFor: '1 is no retry at all; the budget keeps it near 1.2, whatever fails.',
    unit: 'none',
    queries: { '{{grpc_target}}': `${byTarget('attempts')} / ${byTarget('calls')}` },
  }),
  lines({
    title: 'Retries',
    lookFor: 'Red ones were not made: the budget was spent, and their calls failed.',
    unit: 'cps',
    colours: tryColours,
    queries: { '{{outcome}}': `sum by (outcome) (${rate(`flotilla_retries_total{${chosen}}`)})` },
  }),
  lines({
    title: 'Retries that the budget allows',
    lookFor: 'Falls while retries are made; at 0 they stop, so that they cannot make an outage worse.',
    unit: 'none',
    queries: { '{{target}} by {{instance}}': `flotilla_retry_budget_tokens{${chosen}}` },
  }),
  lines({
    title: 'Hedges',
    lookFor: 'Those that won are calls that would have been slow; without a policy that asks for hedges, 0.',
    unit: 'cps',
    colours: tryColours,
    queries: { '{{outcome}}': `sum by (outcome) (${rate(`flotilla_hedges_total{${chosen}}`)})` },
  }),
  lines({
    title: 'Attempts in flight',
    lookFor: 'A pile is a target that answers too slowly; it ends at the limit of a limiter.',
    unit: 'none',
    queries: {
      '{{grpc_target}}': [
        `sum by (grpc_target) (grpc_client_attempt_started_total{${calls}})`,
        `sum by (grpc_target) (grpc_client_attempt_duration_seconds_count{${calls}})`,
      ].join(' - '),
    },
  }),
];

const refusals = [
  timeline({
    title: 'Circuit breakers',
    lookFor: 'Red: calls are refused at once; yellow: a few probe whether the service works again.',
    states: breakerStates,
    queries: {
      '{{grpc_method}}': `max by (target, grpc_method) (flotilla_circuit_breaker_state{${chosen}})`,
    },
  }),
  lines({
    title: 'Calls that clients refuse',
    lookFor: 'They cost nothing and fail at once, by the policy that refused them.',
    unit: 'reqps',
    colours: refusalColours,
    queries: { '{{by}}': `sum by (by) (${rate(`flotilla_client_refusals_total{${chosen}}`)})` },
  }),
  lines({
    title: 'Fallbacks',
    lookFor: 'Calls that failed, and were answered by something lesser.',
    unit: 'reqps',
    queries: { '{{target}}': `sum by (target) (${rate(`flotilla_fallbacks_total{${chosen}}`)})` },
  }),
];

const overload = [
  lines({
    title: 'Limit of an instance, and calls in it',
    lookFor: 'A limit that falls has found the instance slow; where both meet, calls are refused.',
    unit: 'none',
    width: 12,
    queries: {
      'limit, {{instance}}': `flotilla_server_limit{${own}}`,
      'in flight, {{instance}}': `flotilla_server_in_flight{${own}}`,
    },
  }),
  lines({
    title: 'Calls that servers refuse',
    lookFor: 'Shedding keeps the rest fast; for minutes, it is missing capacity.',
    unit: 'reqps',
    width: 12,
    queries: {
      '{{job}}, {{reason}}': `sum by (job, reason) (${rate(`flotilla_server_refusals_total{${own}}`)})`,
    },
  }),
];

const governance = [
  lines({
    title: 'Faults on purpose',
    lookFor: 'Anything above 0 was ordered by a policy document: `flotilla fault clear` ends it.',
    unit: 'cps',
    queries: { '{{fault}}': `sum by (fault) (${rate(`flotilla_faults_injected_total{${own}}`)})` },
  }),
  lines({
    title: 'Revision of the policy',
    lookFor: 'All processes follow one service at one revision, within a second of a change.',
    unit: 'none',
    queries: { '{{service}} in {{instance}}': `flotilla_policy_revision{${own}}` },
  }),
  lines({
    title: 'Policies that were refused',
    lookFor: 'A document that was no good: the last good one stays in force, and the log names the field.',
    unit: 'cps',
    queries: { '{{service}}': `sum by (service) (${rate(`flotilla_policy_rejections_total{${own}}`)})` },
  }),
];

export const faultTolerance = dashboard({
  uid: 'flotilla-fault-tolerance',
  title: 'Fault tolerance',
  description: 'What fails, what is done about it, and who refuses work.',
  variables: [target, instance],
  rows: { Tries: tries, Refusals: refusals, Overload: overload, Governance: governance },
});
