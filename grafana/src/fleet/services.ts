import { serviceColours } from '../pieces/colours';
import { lines } from '../pieces/lines';
import { quantile } from '../pieces/promql';
import { ofService as chosen } from '../pieces/variables';

const serverCalls = 'grpc_server_call_duration_seconds';

/** Calls of the services behind the gateway. */
export const services = [
  lines({
    title: 'Calls by service',
    lookFor: 'Calls that grow while requests at the gateway do not are retries.',
    unit: 'reqps',
    colours: serviceColours,
    queries: { '{{job}}': `sum by (job) (job_instance_method:grpc_server_calls:rate30s{${chosen}})` },
  }),
  lines({
    title: 'Errors by service',
    lookFor:
      'The share of calls that failed; a service that fails while its callers do not is covered by retries.',
    unit: 'percentunit',
    limit: 0.01,
    colours: serviceColours,
    queries: {
      '{{job}}': [
        `sum by (job) (job_instance_method:grpc_server_errors:rate30s{${chosen}})`,
        `sum by (job) (job_instance_method:grpc_server_calls:rate30s{${chosen}})`,
      ].join(' / '),
    },
  }),
  lines({
    title: 'p99 by service',
    lookFor: 'Which service makes the gateway slow; a dot leads to a trace.',
    unit: 's',
    exemplars: true,
    colours: serviceColours,
    queries: { '{{job}}': quantile(0.99, serverCalls, chosen, ['job']) },
  }),
  lines({
    title: 'Calls by method',
    lookFor: 'Which work a service does.',
    unit: 'reqps',
    width: 12,
    queries: {
      '{{grpc_method}}': `sum by (grpc_method) (job_instance_method:grpc_server_calls:rate30s{${chosen}})`,
    },
  }),
  lines({
    title: 'p99 by instance',
    lookFor: 'One instance above its siblings is sick; all of them together wait for the same thing.',
    unit: 's',
    width: 12,
    exemplars: true,
    queries: { '{{instance}}': quantile(0.99, serverCalls, chosen, ['instance']) },
  }),
];
