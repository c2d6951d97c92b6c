import { metricNamesIn } from './names-in';

it.each([
  ['up', ['up']],
  [
    'sum by (job, instance) (rate(calls_total{by="a{b}", c=~"d|e"}[5m])) > 14.4 * budget',
    ['calls_total', 'budget'],
  ],
  ['histogram_quantile(0.99, sum by (le) (job:calls_bucket:rate30s))', ['job:calls_bucket:rate30s']],
  ['a / on (slo) group_left () b or 0 * a unless c offset 5m', ['a', 'b', 'c']],
  ['max_over_time(timestamp(up == 1)[15m:5s]) or vector(0)', ['up']],
])('finds the metrics of %s', (expr, names) => {
  expect(metricNamesIn(expr)).toEqual(names);
});
