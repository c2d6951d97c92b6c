import { anyValues, queriesOf } from './queries';

const dashboard = {
  title: 'Fleet',
  panels: [
    { title: 'a row' },
    { title: 'Calls', targets: [{ expr: 'rate(calls{job=~"$service"}[$__rate_interval])' }, { expr: 'up' }] },
  ],
};

it('lists the queries of every panel, variables filled in', () => {
  expect(queriesOf(dashboard, { service: 'orders', __rate_interval: '20s' })).toEqual([
    { dashboard: 'Fleet', panel: 'Calls', expr: 'rate(calls{job=~"orders"}[20s])' },
    { dashboard: 'Fleet', panel: 'Calls', expr: 'up' },
  ]);
});

it('lets every series pass unless values are given', () => {
  expect(queriesOf(dashboard)[0]?.expr).toBe('rate(calls{job=~".+"}[30s])');
});

it('refuses a variable that it has no value for', () => {
  const { service: _, ...others } = anyValues;
  expect(() => queriesOf(dashboard, others)).toThrow('$service has no value in rate(calls{job=~"$service"}');
});
