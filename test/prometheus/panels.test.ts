import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PanelQuery } from '@flotilla/grafana';
import {
  decideBackend,
  describeDecided,
  registries,
  startFleet,
  startOtlpReceiver,
  until,
} from '@flotilla/testing';
import type { Fleet, OtlpReceiver, RegistryUnderTest } from '@flotilla/testing';
import { parse } from 'yaml';
import { dashboardQueries } from './dashboard-queries';
import { MixedLoad } from './mixed-load';
import { queryExemplars, queryPrometheus, ruleHealth } from './prometheus-api';
import type { Exemplar } from './prometheus-api';
import { startPrometheus } from './prometheus-server';
import type { PrometheusServer } from './prometheus-server';
import { filesIn, folder, rules } from './rule-files';

/** How long dashboards may take to show something. */
const fillMs = 60_000;

/** prometheus.yml, but that instances are named instead of found: not every build can ask Consul. */
async function configFor(fleet: Fleet): Promise<object> {
  const { global } = parse(readFileSync(join(folder, 'prometheus.yml'), 'utf8')) as { global: object };
  const services = ['gateway', 'greeter', 'orders'].map((service) => fleet.instances(service));
  const targets = (await Promise.all(services)).flat().map(({ id, service, host, metadata }) => ({
    targets: [`${host}:${metadata['adminPort']}`],
    labels: { job: service, instance: id },
  }));
  const scrape = { job_name: 'fleet', static_configs: targets };
  return { global, rule_files: filesIn('rules'), scrape_configs: [scrape] };
}

/** A ratio of nothing to nothing is a series, and yet a gap in the panel. */
async function showsNumbers(prometheusUrl: string, expr: string): Promise<boolean> {
  const series = await queryPrometheus(prometheusUrl, expr);
  return series.some(({ value }) => !Number.isNaN(value));
}

/** The queries that never gave a number in all that time; returns as soon as there is none. */
async function emptyAfter(timeoutMs: number, prometheusUrl: string): Promise<readonly PanelQuery[]> {
  const giveUpAt = performance.now() + timeoutMs;
  let empty = dashboardQueries;
  while (empty.length > 0 && performance.now() < giveUpAt) {
    await delay(1_000);
    const shown = await Promise.all(empty.map(({ expr }) => showsNumbers(prometheusUrl, expr)));
    empty = empty.filter((_query, index) => !shown[index]);
  }
  return empty;
}

describeDecided(
  'panels, on a fleet under load',
  'prometheus',
  decideBackend('prometheus', 'PROMETHEUS_BIN', process.env),
  (program) => {
    let receiver: OtlpReceiver;
    let registry: RegistryUnderTest;
    let fleet: Fleet;
    let prometheus: PrometheusServer;
    let load: MixedLoad;
    let empty: readonly PanelQuery[];

    beforeAll(async () => {
      receiver = await startOtlpReceiver();
      registry = await registries.embedded();
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_TRACES_SAMPLER_ARG: '1' };
      fleet = await startFleet({ registry, greeters: 2, orders: 1, env });
      load = new MixedLoad(fleet.gatewayUrl, 2 * fillMs);
      prometheus = await startPrometheus(program, await configFor(fleet));
      empty = await emptyAfter(fillMs, prometheus.url);
    }, 120_000);

    afterAll(async () => {
      await load?.stop();
      await prometheus?.stop();
      await fleet?.stop();
      await registry?.close();
      await receiver?.close();
    }, 30_000);

    it('show something within a minute', () => {
      expect(dashboardQueries.length).toBeGreaterThan(40);
      expect(empty).toEqual([]);
    });

    it('read rules that are evaluated without an error', async () => {
      const health = await ruleHealth(prometheus.url);
      expect(health).toHaveLength(rules.length);
      expect(health.filter((rule) => rule.health !== 'ok')).toEqual([]);
    });

    it('have exemplars that lead to the trace of such a request', async () => {
      const leads = ({ series, traceId }: Exemplar): boolean => {
        const name = `${series['http_request_method']} ${series['http_route']}`;
        return receiver.spans.some((span) => span.traceId === traceId && span.name === name);
      };
      await until('an exemplar of each route leads to a trace', 15_000, async () => {
        const exemplars = await queryExemplars(
          prometheus.url,
          'http_server_request_duration_seconds_bucket{job="gateway"}',
        );
        const routes = new Set(exemplars.filter(leads).map(({ series }) => series['http_route']));
        return routes.has('/api/greetings/:name') && routes.has('/api/orders');
      });
    });
  },
);
