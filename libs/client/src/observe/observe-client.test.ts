import { CallError, Listeners } from '@flotilla/call';
import type { BalancerEvent, EndpointLoad } from '@flotilla/balancing';
import type { DiscoveryEvent } from '@flotilla/discovery';
import { memoryRegistry, StaticDiscovery } from '@flotilla/discovery';
import { createTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';
import { createCallPolicies } from '../call-policies';
import type { Client } from '../client-types';
import { createClient } from '../create-client';
import type { PoolEvent } from '../pool/pool';
import { FakeTransport } from '../testing/fake-transport';
import { get, quotes, QuotesDefinition } from '../testing/quotes';
import { settle } from '../testing/settle';
import { observeClient } from './observe-client';

const error = new CallError('UNAVAILABLE', 'connection refused');
const endpoint = { id: 'quotes-1', host: '127.0.0.1', port: 50_001, weight: 1 };
let lines: Record<string, unknown>[];
let telemetry: Telemetry;

/** The series of a metric as a scrape shows them. */
async function series(name: string): Promise<string[]> {
  const text = await telemetry.metrics.registry.getSingleMetricAsString(name);
  return text.split('\n').filter((line) => line.startsWith(name));
}

beforeEach(() => {
  jest.useFakeTimers();
  lines = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  telemetry = createTelemetry({ service: 'gateway', logDestination: { write } });
});
afterEach(() => jest.useRealTimers());

describe('observeClient', () => {
  let discovery: Listeners<DiscoveryEvent>;
  let pool: Listeners<PoolEvent>;
  let balancer: Listeners<BalancerEvent>;
  let loads: EndpointLoad[];
  let stop: () => void;

  beforeEach(() => {
    discovery = new Listeners();
    pool = new Listeners();
    balancer = new Listeners();
    const emitter = <E>(listeners: Listeners<E>) => ({
      observe: (listener: (event: E) => void) => listeners.add(listener),
    });
    loads = [];
    const parts = {
      service: 'quotes',
      methods: [get],
      discovery: emitter(discovery),
      pool: emitter(pool),
      balancer: { ...emitter(balancer), loads: () => loads },
      policies: createCallPolicies({}),
    };
    stop = observeClient(telemetry, parts as unknown as Parameters<typeof observeClient>[1]);
  });

  it.each<{ metric: string; emit: () => void; shows: string[] }>([
    {
      metric: 'flotilla_discovery_instances',
      emit: () => pool.emit({ type: 'snapshot', instances: 3, stale: false }),
      shows: ['{service="quotes"} 3'],
    },
    {
      metric: 'flotilla_discovery_stale',
      emit: () => pool.emit({ type: 'snapshot', instances: 3, stale: true }),
      shows: ['{service="quotes"} 1'],
    },
    {
      metric: 'flotilla_pool_connections',
      emit: () =>
        pool.emit({
          type: 'connections',
          counts: { idle: 0, connecting: 1, ready: 2, failed: 0, closed: 0 },
        }),
      shows: [
        '{target="quotes",state="idle"} 0',
        '{target="quotes",state="connecting"} 1',
        '{target="quotes",state="ready"} 2',
        '{target="quotes",state="failed"} 0',
        '{target="quotes",state="closed"} 0',
      ],
    },
  ])('shows in $metric: $shows', async ({ metric, emit, shows }) => {
    emit();
    await expect(series(metric)).resolves.toEqual(shows.map((labels) => metric + labels));
  });

  it('counts and logs a registry that does not answer about the service', async () => {
    discovery.emit({ type: 'registry_error', operation: 'watch', service: 'quotes', error });
    discovery.emit({ type: 'registry_error', operation: 'watch', service: 'orders', error });
    await expect(series('flotilla_discovery_errors_total')).resolves.toEqual([
      'flotilla_discovery_errors_total{service="quotes"} 1',
    ]);
    expect(lines).toMatchObject([{ level: 'warn', target: 'quotes', reason: 'connection refused' }]);
  });

  it('logs what the pool could not do', () => {
    const error = new CallError('UNKNOWN', 'no such host');
    pool.emit({ type: 'endpoint_refused', endpoint, error });
    pool.emit({ type: 'watch_failed', error });
    expect(lines).toMatchObject([
      { level: 'warn', endpoint: 'quotes-1', reason: 'no such host' },
      { level: 'error', target: 'quotes', reason: 'no such host' },
    ]);
  });

  it('counts ejections, and logs them, the return and panic', async () => {
    balancer.emit({ type: 'ejected', endpoint, forMs: 30_000, reason: 'consecutive_failures' });
    balancer.emit({ type: 'returned', endpoint });
    balancer.emit({ type: 'panic', active: true });
    await expect(series('flotilla_balancer_ejections_total')).resolves.toEqual([
      'flotilla_balancer_ejections_total{target="quotes"} 1',
    ]);
    expect(lines).toMatchObject([
      { level: 'warn', endpoint: 'quotes-1', forMs: 30_000, msg: 'endpoint ejected' },
      { level: 'info', endpoint: 'quotes-1', msg: 'endpoint returned from ejection' },
      { level: 'warn', active: true },
    ]);
  });

  it('shows at each scrape how long the registry has not answered', async () => {
    const ageAt = async (): Promise<string[]> => {
      telemetry.metrics.expose();
      return series('flotilla_discovery_age_seconds');
    };
    const snapshot = { type: 'snapshot', instances: 3 } as const;
    jest.advanceTimersByTime(2_000);
    await expect(ageAt()).resolves.toEqual(['flotilla_discovery_age_seconds{service="quotes"} 2']);
    pool.emit({ ...snapshot, stale: false });
    jest.advanceTimersByTime(5_000);
    await expect(ageAt()).resolves.toEqual(['flotilla_discovery_age_seconds{service="quotes"} 0']);
    pool.emit({ ...snapshot, stale: true });
    jest.advanceTimersByTime(3_000);
    pool.emit({ ...snapshot, stale: true });
    jest.advanceTimersByTime(4_000);
    await expect(ageAt()).resolves.toEqual(['flotilla_discovery_age_seconds{service="quotes"} 7']);
  });

  it('shows at each scrape the load of each instance, and nothing of those that are gone', async () => {
    loads = [{ endpoint, inFlight: 3, latencyMs: 25, ejected: true }];
    telemetry.metrics.expose();
    const labels = '{target="quotes",endpoint="quotes-1"}';
    const gauges = ['flotilla_balancer_in_flight', 'flotilla_balancer_latency_seconds'] as const;
    await expect(series(gauges[0])).resolves.toEqual([`${gauges[0]}${labels} 3`]);
    await expect(series(gauges[1])).resolves.toEqual([`${gauges[1]}${labels} 0.025`]);
    await expect(series('flotilla_balancer_ejected')).resolves.toEqual([
      'flotilla_balancer_ejected{target="quotes"} 1',
    ]);
    loads = [];
    telemetry.metrics.expose();
    for (const gauge of gauges) await expect(series(gauge)).resolves.toEqual([]);
  });

  it('forgets the picks of an instance that has left', async () => {
    telemetry.metrics.balancerPicks.with({ target: 'quotes', endpoint: 'quotes-1' }).inc();
    pool.emit({ type: 'removed', endpoint });
    await expect(series('flotilla_balancer_picks_total')).resolves.toEqual([]);
  });

  it('no longer listens to discovery, which outlives the client, once stopped', async () => {
    stop();
    discovery.emit({ type: 'registry_error', operation: 'watch', service: 'quotes', error });
    await expect(series('flotilla_discovery_errors_total')).resolves.toEqual([
      'flotilla_discovery_errors_total{service="quotes"} 0',
    ]);
    pool.emit({ type: 'snapshot', instances: 3, stale: false });
    await expect(series('flotilla_discovery_instances')).resolves.toEqual([]);
  });
});

describe('a client with telemetry', () => {
  const twoInstances = ['flotilla_discovery_instances{service="quotes"} 2'];
  let discovery: StaticDiscovery;
  let client: Client<typeof QuotesDefinition>;

  beforeEach(async () => {
    discovery = new StaticDiscovery([quotes(1), quotes(2)]);
    const balancer = { policy: 'round_robin', random: () => 0 } as const;
    const transport = new FakeTransport();
    client = createClient(QuotesDefinition, { service: 'quotes', discovery, transport, telemetry, balancer });
    await settle();
  });
  afterEach(() => client.close());

  it('is observed from its first snapshot until it is closed: then its counters alone are left', async () => {
    await expect(series('flotilla_discovery_instances')).resolves.toEqual(twoInstances);
    await client.get({ text: 'hi' });
    const shown = async (): Promise<string[]> => {
      let text = '';
      for await (const chunk of telemetry.metrics.expose().chunks) text += chunk;
      const gauges = [...text.matchAll(/^# TYPE (\S+) gauge$/gm)].map(([, name]) => name ?? '');
      const lines = text.split('\n').filter((line) => /"quotes"/.test(line));
      return gauges.filter((name) => lines.some((line) => line.startsWith(`${name}{`)));
    };
    expect(await shown()).toEqual([
      'flotilla_discovery_instances',
      'flotilla_discovery_stale',
      'flotilla_discovery_age_seconds',
      'flotilla_pool_connections',
      'flotilla_balancer_in_flight',
      'flotilla_balancer_ejected',
      'flotilla_retry_budget_tokens',
      'flotilla_circuit_breaker_state',
    ]);
    await client.close();
    discovery.update([quotes(1)]);
    for await (const { instances } of discovery.watch('quotes')) {
      expect(instances).toHaveLength(1);
      break;
    }
    expect(await shown()).toEqual([]);
    await expect(series('flotilla_discovery_errors_total')).resolves.toHaveLength(1);
  });

  it('shows what is known although others follow the service already, and nothing changes', async () => {
    const registry = memoryRegistry();
    const stop = new AbortController();
    await registry.registrar.register(quotes(1)).ready;
    const other = registry.discovery.watch('quotes', { signal: stop.signal })[Symbol.asyncIterator]();
    await other.next();
    const late = createClient(QuotesDefinition, {
      service: 'quotes',
      discovery: registry.discovery,
      transport: new FakeTransport(),
      telemetry,
    });
    await settle();
    await expect(series('flotilla_discovery_instances')).resolves.toEqual([
      'flotilla_discovery_instances{service="quotes"} 1',
    ]);
    await late.close();
    stop.abort();
  });

  it('counts the picks of each instance', async () => {
    for (let calls = 0; calls < 3; calls++) await client.get({ text: 'hi' });
    await expect(series('flotilla_balancer_picks_total')).resolves.toEqual([
      'flotilla_balancer_picks_total{target="quotes",endpoint="quotes-1"} 2',
      'flotilla_balancer_picks_total{target="quotes",endpoint="quotes-2"} 1',
    ]);
  });
});
