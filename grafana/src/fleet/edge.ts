import { statusColours } from '../pieces/colours';
import { lines } from '../pieces/lines';
import { partOf, quantile, rate } from '../pieces/promql';

const requests = 'http_server_request_duration_seconds';
const allRequests = `sum(${rate(`${requests}_count{job="gateway"}`)})`;

function requestsOf(codes: string): string {
  const some = `sum(${rate(`${requests}_count{job="gateway", http_response_status_code=~"${codes}"}`)})`;
  return partOf(some, allRequests);
}

/** Requests at the gateway. */
export const edge = [
  lines({
    title: 'Requests by route',
    lookFor: 'When one route alone changes, look at the service behind it.',
    unit: 'reqps',
    stacked: true,
    queries: { '{{http_route}}': 'sum by (http_route) (job_instance_route:http_server_requests:rate30s)' },
  }),
  lines({
    title: 'Requests by status',
    lookFor: 'Red is what the fleet did wrong, yellow what its clients did.',
    unit: 'reqps',
    stacked: true,
    colours: statusColours,
    queries: { '2xx': requestsOf('2..'), '4xx': requestsOf('4..'), '5xx': requestsOf('5..') },
  }),
  lines({
    title: 'Duration of requests',
    lookFor: 'A p99 that leaves the p50 behind is one slow part; a dot leads to the trace of one request.',
    unit: 's',
    exemplars: true,
    queries: {
      p50: quantile(0.5, requests, 'job="gateway"'),
      p95: quantile(0.95, requests, 'job="gateway"'),
      p99: quantile(0.99, requests, 'job="gateway"'),
    },
  }),
  lines({
    title: 'p99 by route',
    lookFor: 'Which route is slow; event streams last as long as somebody listens.',
    unit: 's',
    width: 12,
    exemplars: true,
    queries: { '{{http_route}}': quantile(0.99, requests, 'job="gateway"', ['http_route']) },
  }),
  lines({
    title: 'Open requests and event streams',
    lookFor: 'Requests that pile up wait for something below; streams stay open by design.',
    unit: 'none',
    width: 12,
    queries: {
      'requests, {{instance}}': 'http_server_active_requests{job="gateway"}',
      'event streams, {{instance}}': 'gateway_event_streams{job="gateway"}',
    },
  }),
];
