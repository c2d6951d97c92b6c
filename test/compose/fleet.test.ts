import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { queriesOf } from '@flotilla/grafana';
import type { DashboardJson } from '@flotilla/grafana';
import { GreetingLoad, httpSender, until } from '@flotilla/testing';
import type { HttpSender } from '@flotilla/testing';
import { ComposeFleet } from './compose-fleet';
import { docker } from './docker';
import { childOf, receivedSpans, spansOfTrace } from './received-spans';
import { queryPrometheus } from './prometheus-api';

const root = join(__dirname, '..', '..');
const dashboards = join(root, 'grafana', 'dashboards');
const ratePerSecond = 50;
const megabyte = 1024 * 1024;

const fleet = new ComposeFleet();
let warmStartMs: number;
let healthyAtMs: number;
let gatewayUrl: string;
let prometheusUrl: string;
let sender: HttpSender;
/** Orders, all the time, so that there is something to see of them. */
let orders: NodeJS.Timeout;

const order = { customerId: 'ada', lines: [{ sku: 'TEA-OOLONG', quantity: 2 }] };

async function placeOrder(): Promise<{ status: number; id: string }> {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const { status, body } = await sender.post('/api/orders', order, headers);
  return { status, id: (JSON.parse(body) as { id: string }).id };
}

/** Load on the fleet while something happens to it; rejects when a request failed. */
async function underLoad(
  what: string,
  durationMs: number,
  happen: (load: GreetingLoad) => Promise<void>,
): Promise<GreetingLoad> {
  const load = new GreetingLoad({ gatewayUrl, ratePerSecond, durationMs });
  await delay(1_000);
  try {
    await happen(load);
  } finally {
    load.stop();
  }
  const { samples, failed } = await load.report();
  process.stdout.write(`  ${what}: requests ${samples.length}, failed ${failed.length}\n`);
  expect(failed).toEqual([]);
  expect(samples.length).toBeGreaterThan(5 * ratePerSecond);
  return load;
}

beforeAll(async () => {
  await docker(['version']);
  const buildMs = await fleet.build();
  const coldStartMs = await fleet.up();
  await fleet.down();
  warmStartMs = await fleet.up();
  healthyAtMs = performance.now();
  const [build, cold, warm] = [buildMs, coldStartMs, warmStartMs].map((ms) => `${(ms / 1_000).toFixed(1)} s`);
  process.stdout.write(`  built after ${build}; healthy after ${cold}, the second time after ${warm}\n`);
  gatewayUrl = fleet.url('GATEWAY_PORT');
  prometheusUrl = fleet.url('PROMETHEUS_PORT');
  sender = httpSender(gatewayUrl);
  orders = setInterval(() => void placeOrder().catch(() => undefined), 500);
}, 900_000);

afterAll(async () => {
  clearInterval(orders);
  sender?.close();
  await fleet.down();
}, 120_000);

it('is healthy within a minute', () => {
  expect(warmStartMs).toBeLessThan(60_000);
});

it('answers every route through the published port', async () => {
  const { status, id } = await placeOrder();
  expect(status).toBe(201);
  const paths = [
    '/api/greetings/Ada?language=fr',
    '/api/greetings/Ada/stream?count=2&intervalMs=10',
    `/api/orders/${id}`,
    '/api/orders?customerId=ada',
    '/api/products',
    '/openapi.json',
    '/docs',
  ];
  const answers = await Promise.all(paths.map((path) => fetch(gatewayUrl + path)));
  expect(answers.filter((answer) => answer.status !== 200).map((answer) => answer.url)).toEqual([]);
  const cancelled = await sender.post(`/api/orders/${id}/cancel`);
  expect(cancelled.status).toBe(200);
  const events = await (await fetch(`${gatewayUrl}/api/orders/${id}/events`)).text();
  expect(events).toMatch(/event: placed[^]*event: cancelled/);
});

it('runs as confined as its file says', async () => {
  const containers = await fleet.inspect(
    (await fleet.containers()).filter(({ Service }) => Service !== 'otlp'),
  );
  for (const { Name, Config, HostConfig, NetworkSettings } of containers) {
    const { ReadonlyRootfs, CapDrop, SecurityOpt, Memory, PidsLimit } = HostConfig;
    expect({ Name, ReadonlyRootfs, CapDrop, SecurityOpt }).toEqual({
      Name,
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges:true'],
    });
    expect(Memory).toBeGreaterThan(0);
    expect(PidsLimit).toBeGreaterThan(0);
    expect(/secrets|etcd/.test(Name) || !['', '0', 'root'].includes(Config.User)).toBe(true);
    const bindings = Object.values(NetworkSettings.Ports).flatMap((each) => each ?? []);
    expect(bindings.map(({ HostIp }) => HostIp).filter((ip) => ip !== '127.0.0.1')).toEqual([]);
  }
  expect(containers.reduce((sum, { HostConfig }) => sum + HostConfig.Memory, 0)).toBeLessThanOrEqual(
    2_048 * megabyte,
  );
});

it.each(['greeter', 'orders', 'gateway'])('has an image of %s of at most 300 MB', async (app) => {
  const size = Number(await docker(['image', 'inspect', '--format', '{{.Size}}', `${fleet.project}-${app}`]));
  process.stdout.write(`  image of ${app}: ${(size / 1e6).toFixed(0)} MB\n`);
  expect(size).toBeLessThanOrEqual(300e6);
});

describe("Consul's rights", () => {
  let tokens: Record<string, string>;

  const tokenOf = async (service: string): Promise<string> =>
    (await fleet.compose(['exec', '-T', service, 'cat', '/run/secrets/consul-token'])).trim();

  beforeAll(async () => {
    const [greeter, gateway] = await Promise.all([tokenOf('greeter'), tokenOf('gateway')]);
    tokens = { none: '', wrong: crypto.randomUUID(), greeter, gateway };
  });

  it.each([
    ['none', 'PUT', '/v1/kv/flotilla/policies/greeter', '{}', 403],
    ['wrong', 'PUT', '/v1/kv/flotilla/policies/greeter', '{}', 403],
    ['greeter', 'PUT', '/v1/kv/flotilla/policies/greeter', '{}', 403],
    ['greeter', 'PUT', '/v1/agent/service/register', '{"Name":"gateway","ID":"gateway-x","Port":1}', 403],
    ['gateway', 'PUT', '/v1/agent/service/register', '{"Name":"greeter","ID":"greeter-x","Port":1}', 403],
    ['wrong', 'GET', '/v1/health/service/greeter', undefined, 403],
    ['gateway', 'GET', '/v1/health/service/greeter', undefined, 200],
  ] as const)('%s: %s %s', async (who, method, path, body, status) => {
    const headers = { 'x-consul-token': tokens[who] ?? '' };
    const response = await fetch(fleet.url('CONSUL_PORT') + path, { method, headers, ...(body && { body }) });
    expect(response.status).toBe(status);
  });

  it('show nothing to who has no token', async () => {
    const response = await fetch(`${fleet.url('CONSUL_PORT')}/v1/health/service/greeter`);
    expect(response.status === 403 || ((await response.json()) as unknown[]).length === 0).toBe(true);
  });
});

it('has traces that cross from the gateway to greeter and orders, with the right parents', async () => {
  await sender.get('/api/greetings/Ada');
  await placeOrder();
  for (const [route, service] of [
    ['GET /api/greetings/:name', 'greeter'],
    ['POST /api/orders', 'orders'],
  ] as const) {
    await until(`${service} is in a trace of ${route}`, 10_000, async () => {
      const spans = await receivedSpans(fleet.url('OTLP_PORT'));
      const trace = spansOfTrace(spans, route);
      const call = childOf(
        trace,
        trace.find(({ name }) => name === route),
        'gateway',
      );
      const handler = childOf(trace, childOf(trace, call, 'gateway'), service);
      return handler !== undefined;
    });
  }
}, 30_000);

describe('a minute after the start', () => {
  const queries = readdirSync(dashboards).flatMap((file) =>
    queriesOf(JSON.parse(readFileSync(join(dashboards, file), 'utf8')) as DashboardJson),
  );

  beforeAll(async () => {
    const left = healthyAtMs + 60_000 - performance.now();
    const load = new GreetingLoad({ gatewayUrl, ratePerSecond: 20, durationMs: Math.max(0, left) });
    await load.report();
  }, 90_000);

  it('Prometheus has found every instance through the registry', async () => {
    const up = await queryPrometheus(prometheusUrl, 'count by (job) (up == 1)');
    expect(Object.fromEntries(up.map(({ labels, value }) => [labels['job'], value]))).toEqual({
      gateway: 1,
      greeter: 3,
      orders: 2,
      prometheus: 1,
    });
  });

  it.each(queries)('$dashboard · $panel shows something: $expr', async ({ expr }) => {
    expect(await queryPrometheus(prometheusUrl, expr)).not.toEqual([]);
  });

  it('no alert has anything to say', async () => {
    await expect(queryPrometheus(prometheusUrl, 'ALERTS')).resolves.toEqual([]);
  });
});

it('loses no request when a greeter is killed', async () => {
  await underLoad('a greeter killed', 30_000, async () => {
    const [victim] = await fleet.containers('greeter');
    await docker(['kill', victim?.ID ?? '']);
    await delay(6_000);
  });
  await fleet.up();
}, 90_000);

it('gives newcomers their share', async () => {
  await underLoad('scaled to five greeters', 90_000, async (load) => {
    await fleet.up('--scale', 'greeter=5', '--no-recreate');
    const names = (await fleet.inspect(await fleet.containers('greeter'))).map(
      ({ Config }) => `greeter-${Config.Hostname}`,
    );
    expect(names).toHaveLength(5);
    await until('every greeter serves a tenth or more', 45_000, () => {
      const fromMs = load.elapsedMs - 5_000;
      return names.every((name) => load.share(name, fromMs, Infinity) >= 0.1);
    });
  });
}, 120_000);

it('loses no request when Consul restarts', async () => {
  await underLoad('Consul restarted', 60_000, async () => {
    await fleet.compose(['restart', '--timeout', '5', 'consul']);
    await until('everybody is registered again', 40_000, async () => {
      const [registered] = await queryPrometheus(prometheusUrl, 'sum(flotilla_registration_registered)');
      return registered?.value === 8;
    });
    await delay(3_000);
  });
}, 90_000);

it('leaves nothing behind', async () => {
  clearInterval(orders);
  await fleet.down();
  await expect(fleet.remains()).resolves.toEqual([]);
}, 120_000);
