import { Counter, Gauge, Registry } from 'prom-client';
import { createMetrics } from './metrics';
import { expose } from './exposition';
import { familiesOn } from './families';

const openMetrics = 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3';

const unexpected = (error: unknown): void => expect(error).toBeUndefined();

async function textOf({ chunks }: ReturnType<typeof expose>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

/** Counters of ours and of prom-client. */
function registryOfTwo(): Registry {
  const registry = new Registry();
  familiesOn(registry).counter('calls_total', 'Calls', ['method']).with({ method: 'Get' }).inc();
  const foreign = new Counter({
    name: 'teas_total',
    help: 'Teas\nby kind',
    labelNames: ['kind'],
    registers: [registry],
  });
  foreign.inc({ kind: 'black "Assam"' }, 2);
  return registry;
}

it("writes Prometheus's text format unless OpenMetrics is accepted", async () => {
  const exposition = expose(registryOfTwo(), unexpected, '*/*');
  expect(exposition.contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
  await expect(textOf(exposition)).resolves.toBe(
    [
      '# HELP calls_total Calls',
      '# TYPE calls_total counter',
      'calls_total{method="Get"} 1',
      '# HELP teas_total Teas\\nby kind',
      '# TYPE teas_total counter',
      'teas_total{kind="black \\"Assam\\""} 2',
      '',
    ].join('\n'),
  );
});

it('writes OpenMetrics for who accepts it: counters named without their suffix, and an end', async () => {
  const exposition = expose(registryOfTwo(), unexpected, openMetrics);
  expect(exposition.contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  const text = await textOf(exposition);
  expect(text).toContain('# TYPE calls counter\ncalls_total{method="Get"} 1\n');
  expect(text).toContain('# TYPE teas counter\nteas_total{kind="black \\"Assam\\""} 2\n');
  expect(text.endsWith('\n# EOF\n')).toBe(true);
});

it('leaves out what cannot be collected, says so, and shows the rest', async () => {
  const registry = registryOfTwo();
  const broken = new Error('the pool is closed');
  const collect = (): never => {
    throw broken;
  };
  new Gauge({ name: 'broken', help: 'Broken', collect, registers: [registry] });
  new Counter({ name: 'last_total', help: 'Last', registers: [registry] });
  const onError = jest.fn();
  const text = await textOf(expose(registry, onError));
  expect(text).not.toContain('broken');
  expect(text).toContain('\ncalls_total{method="Get"} 1\n');
  expect(text).toContain('\nlast_total 0\n');
  expect(onError).toHaveBeenCalledWith(broken, 'broken');
});

it('lets other work have its turn while it writes 2,000 histograms', async () => {
  const metrics = createMetrics(unexpected);
  const fill = (n: number) => ({
    grpc_method: `m${n % 40}`,
    grpc_target: `t${Math.floor(n / 40)}`,
    grpc_status: 'OK',
  });
  for (let n = 0; n < 1_000; n++) {
    metrics.clientCalls.with(fill(n)).observe(0.01);
    metrics.clientAttempts.with(fill(n)).observe(0.01);
  }
  let turns = 0;
  const count = (): void => void (turns++, (next = setImmediate(count)));
  let next = setImmediate(count);
  const text = await textOf(metrics.expose(openMetrics));
  clearImmediate(next);
  expect(text.length / turns).toBeLessThan(50_000); // a millisecond's work, about
});

it('asks before each scrape, until it is told to stop', async () => {
  const metrics = createMetrics(unexpected);
  let asked = 0;
  const stop = metrics.beforeScrape(() => metrics.serverInFlight.with({}).set(++asked));
  await textOf(metrics.expose());
  await expect(textOf(metrics.expose())).resolves.toContain('\nflotilla_server_in_flight 2\n');
  stop();
  await expect(textOf(metrics.expose())).resolves.toContain('\nflotilla_server_in_flight 2\n');
});
