import { lines } from '../pieces/lines';
import { number } from '../pieces/number';

function burnRate(window: string): string {
  return `gateway:slo_errors:ratio_rate${window} / on (slo) gateway:slo_error_budget:ratio`;
}

/** What the gateway promises: prometheus/rules/slo.yml. */
export const objectives = [
  number({
    title: 'Availability, 1 h',
    lookFor:
      'Less than 99.9 % breaks the promise; the panels below say which route, and which service, fails.',
    unit: 'percentunit',
    decimals: 3,
    good: { above: 0.999 },
    queries: { availability: '1 - gateway:slo_errors:ratio_rate1h{slo="availability"}' },
  }),
  number({
    title: 'Error budget left, of 3 days',
    lookFor: 'Below 0 more has failed, or was slow, than was promised: take no more risks.',
    unit: 'percentunit',
    decimals: 1,
    good: { above: 0 },
    queries: { '{{slo}}': `1 - ${burnRate('3d')}` },
  }),
  number({
    title: 'p99, 5 min',
    lookFor: 'The promise is 250 ms; a healthy fleet stays far below it.',
    unit: 's',
    good: { below: 0.25 },
    queries: { p99: 'gateway:http_server_request_duration_seconds:p99_5m' },
  }),
  number({
    title: 'Alerts that fire',
    lookFor: 'Anything but 0 has a runbook in docs/reference/operations.md.',
    unit: 'none',
    good: { below: 1 },
    queries: { alerts: 'count(ALERTS{alertstate="firing"}) or vector(0)' },
  }),
  lines({
    title: 'Burn rate',
    lookFor: 'At 1 the budget lasts its 30 days; an hour above 14.4 (the red line) takes 2 % of it.',
    unit: 'suffix:×',
    width: 24,
    limit: 14.4,
    queries: {
      '{{slo}}, 5 min': burnRate('5m'),
      '{{slo}}, 1 h': burnRate('1h'),
      '{{slo}}, 6 h': burnRate('6h'),
    },
  }),
];
