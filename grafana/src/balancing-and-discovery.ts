import { connectionColours } from './pieces/colours';
import { dashboard } from './pieces/dashboard';
import { lines } from './pieces/lines';
import { quantile, rate } from './pieces/promql';
import { registrationStates, snapshotStates } from './pieces/states';
import { timeline } from './pieces/timeline';
import { instance, ofTarget, target } from './pieces/variables';

/** Series of a client, by whom it calls. Their label `instance` is the caller, `endpoint` the instance that was picked. */
const chosen = ofTarget('target');
const watched = ofTarget('service');
const attempts = ofTarget('grpc_target');
const picks = rate(`flotilla_balancer_picks_total{${chosen}}`);

const balancing = [
  lines({
    title: 'Share of each instance',
    lookFor: 'Equal bands are an equal share; a sick, new or far instance has a thinner one.',
    unit: 'percentunit',
    max: 1,
    stacked: true,
    queries: {
      '{{endpoint}}': [
        `sum by (target, endpoint) (${picks})`,
        `on (target) group_left () sum by (target) (${picks})`,
      ].join(' / '),
    },
  }),
  lines({
    title: 'In flight to each instance',
    lookFor: 'One that holds more than its siblings answers slower than they do.',
    unit: 'none',
    queries: {
      '{{endpoint}}': `sum by (endpoint) (flotilla_balancer_in_flight{${chosen}})`,
    },
  }),
  lines({
    title: 'Latency that peak EWMA goes by',
    lookFor: 'It jumps with one slow answer and decays in 10 s; failures count as 5 s and more.',
    unit: 's',
    queries: {
      '{{endpoint}}': `avg by (endpoint) (flotilla_balancer_latency_seconds{${chosen}})`,
    },
  }),
  lines({
    title: 'Picks of each instance',
    lookFor: 'A replacement starts gently (slow start), and has its share half a minute later.',
    unit: 'reqps',
    width: 12,
    queries: { '{{endpoint}}': `sum by (endpoint) (${picks})` },
  }),
  lines({
    title: 'p99 of attempts',
    lookFor: 'What one try costs; while calls stay faster than this, hedging and retries pay off.',
    unit: 's',
    width: 12,
    exemplars: true,
    queries: {
      '{{grpc_target}}': quantile(0.99, 'grpc_client_attempt_duration_seconds', attempts, ['grpc_target']),
    },
  }),
];

const endpoints = [
  lines({
    title: 'Connections by state',
    lookFor: 'Only green ones are picked; red ones that stay are instances that nobody can reach.',
    unit: 'none',
    stacked: true,
    colours: connectionColours,
    queries: { '{{state}}': `sum by (state) (flotilla_pool_connections{${chosen}})` },
  }),
  lines({
    title: 'Ejected now',
    lookFor: 'Endpoints that are out after failures, at most half of them; they come back by themselves.',
    unit: 'none',
    queries: { '{{target}} by {{instance}}': `flotilla_balancer_ejected{${chosen}}` },
  }),
  lines({
    title: 'Ejections',
    lookFor: 'Again and again: an instance fails, recovers while it rests, and fails again.',
    unit: 'cps',
    queries: { '{{target}}': `sum by (target) (${rate(`flotilla_balancer_ejections_total{${chosen}}`)})` },
  }),
];

const discovery = [
  lines({
    title: 'Instances that callers see',
    lookFor: 'All callers see the same number, and within a second of a change.',
    unit: 'none',
    queries: { '{{service}} by {{instance}}': `flotilla_discovery_instances{${watched}}` },
  }),
  timeline({
    title: 'Snapshots',
    lookFor: 'Stale: the registry does not answer, and callers go on with what they knew.',
    states: snapshotStates,
    queries: { '{{service}} by {{instance}}': `flotilla_discovery_stale{${watched}}` },
  }),
  lines({
    title: 'Age of stale snapshots',
    lookFor: 'Harmless while nothing changes; the older, the more of the instances may be gone.',
    unit: 's',
    queries: { '{{service}} by {{instance}}': `flotilla_discovery_age_seconds{${watched}}` },
  }),
  lines({
    title: 'Errors of the registry',
    lookFor: 'A few at a restart of the registry; a steady rate is a wrong token or address.',
    unit: 'cps',
    queries: { '{{service}}': `sum by (service) (${rate(`flotilla_discovery_errors_total{${watched}}`)})` },
  }),
  timeline({
    title: 'Registrations',
    lookFor:
      'An instance that is not registered gets no calls; it heals by itself when the registry is back.',
    states: registrationStates,
    queries: { '{{instance}}': 'flotilla_registration_registered{instance=~"$instance"}' },
  }),
  lines({
    title: 'Errors of registrations',
    lookFor: 'Where the registry refuses or does not answer; the log of the instance says why.',
    unit: 'cps',
    queries: { '{{instance}}': rate('flotilla_registration_errors_total{instance=~"$instance"}') },
  }),
];

export const balancingAndDiscovery = dashboard({
  uid: 'flotilla-balancing-and-discovery',
  title: 'Balancing and discovery',
  description: 'Who is there, who knows of it, and who gets the calls.',
  variables: [target, instance],
  rows: { Balancing: balancing, Endpoints: endpoints, 'Discovery and registration': discovery },
});
