import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { dashboardQueries } from './dashboard-queries';
import { metricNamesIn } from './names-in';
import { rules } from './rule-files';

const root = join(__dirname, '..', '..');

/** Of the processes: the names that the sources define, with those that a histogram makes of its own. */
function definedNames(): string[] {
  const sources = ['libs/telemetry/src', 'apps/gateway/src', 'apps/orders/src'].flatMap(sourcesIn);
  const names = sources.flatMap(
    (source) => source.match(/(?<=')(?:flotilla|grpc|http|db|gateway|orders)_\w+(?=')/g) ?? [],
  );
  return names.flatMap((name) => [name, ...(name.endsWith('_seconds') ? histogramNames(name) : [])]);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
}

function histogramNames(name: string): string[] {
  return ['bucket', 'count', 'sum'].map((part) => `${name}_${part}`);
}

function processNames(): string[] {
  const register = new Registry();
  collectDefaultMetrics({ register });
  return register.getMetricsAsArray().map(({ name }) => name);
}

const known = new Set([
  ...definedNames(),
  ...processNames(),
  ...rules.flatMap(({ record }) => record ?? []),
  'up',
  'ALERTS',
]);

const used = [
  ...rules.map(({ alert, record, expr }) => ({ where: alert ?? record, expr })),
  ...dashboardQueries.map(({ dashboard, panel, expr }) => ({ where: `${dashboard}: ${panel}`, expr })),
];

describe('rules and panels', () => {
  it('use no metric that nobody defines', () => {
    const unknown = used.flatMap(({ where, expr }) =>
      metricNamesIn(expr)
        .filter((name) => !known.has(name))
        .map((name) => `${where}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('are all read: only the objectives are constants', () => {
    const constant = used.filter(({ expr }) => metricNamesIn(expr).length === 0).map(({ where }) => where);
    expect(constant).toEqual(['gateway:slo_error_budget:ratio', 'gateway:slo_error_budget:ratio']);
    expect(used.length).toBeGreaterThan(rules.length);
  });
});
