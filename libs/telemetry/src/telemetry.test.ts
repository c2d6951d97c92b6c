import { Gauge } from 'prom-client';
import { createTelemetry } from './telemetry';

it.each([
  [
    'an unknown level',
    { logLevel: 'loud' },
    /^logLevel must be one of trace, .*, fatal, silent, not "loud"$/,
  ],
  ['a ratio above 1', { traces: { sampleRatio: 2 } }, /^traces.sampleRatio must be from 0 to 1, not 2$/],
  ['a ratio that is no number', { traces: { sampleRatio: NaN } }, /^traces.sampleRatio must be .* not NaN$/],
  [
    'an endpoint without scheme',
    { traces: { endpoint: 'localhost:4318' } },
    /^traces.endpoint .* not "localhost:4318"$/,
  ],
  ['an endpoint that is no URL', { traces: { endpoint: 'http://' } }, /^traces.endpoint .* not "http:\/\/"$/],
])('refuses %s', (_, options, message) => {
  const create = () => createTelemetry({ service: 'test', ...options });
  expect(create).toThrow(RangeError);
  expect(create).toThrow(message);
});

it.each([
  [0.0099, true],
  [0.01, false],
])('samples 1 %% of new traces unless told otherwise: chance %d', (chance, sampled) => {
  const { tracer } = createTelemetry({ service: 'test', random: () => chance });
  expect(tracer.start('work', 'internal', undefined).trace.sampled).toBe(sampled);
});

it('serves process metrics beside its own', async () => {
  const text = await createTelemetry({ service: 'test' }).metrics.registry.metrics();
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).toContain('# TYPE flotilla_pool_connections gauge');
});

it('logs at most once a second why a metric cannot be collected', async () => {
  const lines: string[] = [];
  const logDestination = { write: (line: string) => void lines.push(line) };
  const { metrics } = createTelemetry({ service: 'test', logDestination });
  const collect = (): never => {
    throw new Error('the pool is closed');
  };
  new Gauge({ name: 'broken', help: 'Broken', collect, registers: [metrics.registry] });
  const scrape = async (): Promise<void> => {
    for await (const chunk of metrics.expose().chunks) expect(chunk).not.toContain('broken');
  };
  await scrape();
  await scrape();
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 'warn', metric: 'broken', err: { message: 'the pool is closed' } },
  ]);
});

it('records nothing when it is off', () => {
  const traces = { endpoint: 'http://127.0.0.1:1', sampleRatio: 1 };
  const { tracer, enabled } = createTelemetry({ service: 'test', traces, enabled: false });
  expect(enabled).toBe(false);
  expect(tracer.start('work', 'internal', undefined).recording).toBe(false);
});

it('shuts down at once without an exporter', async () => {
  await expect(createTelemetry({ service: 'test' }).shutdown()).resolves.toBeUndefined();
});
