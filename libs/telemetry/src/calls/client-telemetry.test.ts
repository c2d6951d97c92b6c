import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { CallError, runWithAmbient } from '@flotilla/call';
import type { Attempt, Call, CallContext, Middleware } from '@flotilla/call';
import { createMetrics } from '../metrics/metrics';
import type { Metrics } from '../metrics/metrics';
import { createTelemetry } from '../telemetry';
import type { Telemetry } from '../telemetry';
import { contextOf, countsOf, methodNamed, openStream } from '../testing/fixtures';
import { parseTraceparent } from '../tracing/traceparent';
import { createTracer } from '../tracing/tracer';
import { attemptTelemetry } from './attempt-telemetry';
import { callTelemetry } from './call-telemetry';

const target = 'greeter';
const trace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', sampled: false };

let telemetry: Telemetry;

beforeEach(() => {
  telemetry = createTelemetry({ service: 'test', logLevel: 'silent', traces: { sampleRatio: 0 } });
});

/** What records spans in memory. */
function recordingTelemetry() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const recorder = provider.getTracer('test');
  return {
    exporter,
    metrics: createMetrics(() => undefined),
    tracer: createTracer({ sampleRatio: 0, random: () => 0, recorder }),
  };
}

/** The trace ids of the exemplars that a scrape shows. */
async function exemplarsOf(metrics: Metrics): Promise<(string | undefined)[]> {
  let text = '';
  for await (const chunk of metrics.expose('application/openmetrics-text').chunks) text += chunk;
  return [...text.matchAll(/# \{trace_id="(\w+)"\}/g)].map(([, traceId]) => traceId);
}

/** The context that arrives below the middleware. */
async function contextBelow(middleware: Middleware, context: CallContext): Promise<CallContext> {
  let below: CallContext | undefined;
  await middleware(async (_request, inner) => void (below = inner))({}, context);
  return below as CallContext;
}

describe.each([
  ['callTelemetry', callTelemetry, 'grpc_client_call_duration_seconds'],
  ['attemptTelemetry', attemptTelemetry, 'grpc_client_attempt_duration_seconds'],
])('%s', (_, middleware, histogram) => {
  const observe = (next: Call) => middleware(telemetry, { target })(next)({}, contextOf());
  const series = (status: string, count: number) =>
    `{grpc_method="test.v1.TestService/Get",grpc_target="greeter",grpc_status="${status}"} ${count}`;

  it('observes a success once and hands on the response', async () => {
    await expect(observe(async () => 'hello')).resolves.toBe('hello');
    expect(await countsOf(telemetry.metrics, histogram)).toEqual([series('OK', 1)]);
  });

  it.each([
    ['CallError', new CallError('UNAVAILABLE', 'gone'), 'UNAVAILABLE'],
    ['other error', new TypeError('bug'), 'UNKNOWN'],
  ])('observes the code of a %s and throws it on', async (_, error, status) => {
    await expect(observe(() => Promise.reject(error))).rejects.toBe(error);
    expect(await countsOf(telemetry.metrics, histogram)).toEqual([series(status, 1)]);
  });

  it('observes an error that is thrown before there is a promise', async () => {
    const throwing: Call = () => {
      throw new CallError('INTERNAL', 'sync');
    };
    await expect(observe(throwing)).rejects.toThrow('sync');
    expect(await countsOf(telemetry.metrics, histogram)).toEqual([series('INTERNAL', 1)]);
  });

  it.each([
    ['well', undefined, 'OK'],
    ['badly', new CallError('ABORTED', 'cut'), 'ABORTED'],
  ])('observes a stream when it ends %s, not at its headers', async (_, error, status) => {
    const { stream, end, fail } = openStream();
    expect(await observe(async () => stream)).toBe(stream);
    expect(await countsOf(telemetry.metrics, histogram)).toEqual([]);
    if (error) fail(error);
    else end();
    await stream.ended.catch(() => {});
    expect(await countsOf(telemetry.metrics, histogram)).toEqual([series(status, 1)]);
  });

  it('keeps 10,000 method names from growing the metrics', async () => {
    const call = middleware(telemetry, { target })(async () => undefined);
    for (let n = 0; n < 10_000; n++) {
      await call({}, contextOf({ method: methodNamed(`M${Math.random()}-${n}`) }));
    }
    const counts = await countsOf(telemetry.metrics, histogram);
    expect(counts).toHaveLength(101);
    expect(counts.at(-1)).toBe('{grpc_method="other",grpc_target="greeter",grpc_status="OK"} 9900');
  });

  it('leaves calls alone when telemetry is off', () => {
    const call: Call = async () => undefined;
    const off = createTelemetry({ service: 'test', enabled: false });
    expect(middleware(off, { target })(call)).toBe(call);
  });

  it.each([
    [true, [trace.traceId]],
    [false, []],
  ])('shows a trace as exemplar when it is recorded: %s', async (sampled, exemplars) => {
    const { metrics, tracer } = recordingTelemetry();
    const call = middleware({ ...telemetry, metrics, tracer }, { target })(async () => undefined);
    await call({}, contextOf({ trace: { ...trace, sampled } }));
    expect(await exemplarsOf(metrics)).toEqual(exemplars);
  });

  it('continues the trace of the work in progress', async () => {
    const ambient = { deadline: Infinity, signal: new AbortController().signal, trace };
    const below = await runWithAmbient(ambient, () =>
      contextBelow(middleware(telemetry, { target }), contextOf()),
    );
    expect(below.trace).toEqual(trace);
  });

  it('begins a trace where there is none', async () => {
    const below = await contextBelow(middleware(telemetry, { target }), contextOf());
    expect(below.trace).toMatchObject({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/), sampled: false });
  });
});

it('tells the peer of the trace beside the metadata that is there', async () => {
  const context = contextOf({ trace, metadata: { tenant: 'a' } });
  const { metadata } = await contextBelow(attemptTelemetry(telemetry, { target }), context);
  expect(metadata['tenant']).toBe('a');
  expect(parseTraceparent(metadata['traceparent'])).toEqual(trace);
  expect(context.metadata).toEqual({ tenant: 'a' });
});

it('counts an attempt when it begins', async () => {
  const call = attemptTelemetry(telemetry, { target })(() => new Promise(() => undefined));
  void call({}, contextOf());
  const name = 'grpc_client_attempt_started_total';
  const text = await telemetry.metrics.registry.getSingleMetricAsString(name);
  expect(text).toContain(`${name}{grpc_method="test.v1.TestService/Get",grpc_target="greeter"} 1`);
});

it('links each further attempt to the one before, and marks no cancelled one as failed', async () => {
  const { tracer, exporter } = recordingTelemetry();
  const call = attemptTelemetry({ ...telemetry, tracer }, { target });
  const attempts: Attempt[] = [];
  const answers = [Promise.reject(new CallError('CANCELLED', 'lost')), Promise.resolve()];
  for (const [index, reason] of (['first', 'hedge'] as const).entries()) {
    const attempt = { number: index + 1, reason, sent: false };
    attempts.push(attempt);
    const context = contextOf({ trace: { ...trace, sampled: true }, attempts, attempt });
    await call(() => answers[index] as Promise<never>)({}, context).catch(() => undefined);
  }
  const [first, hedge] = exporter.getFinishedSpans();
  expect(first?.links).toEqual([]);
  expect(hedge?.links.map(({ context }) => context.spanId)).toEqual([first?.spanContext().spanId]);
  expect([first?.status.code, hedge?.status.code]).toEqual([0, 0]);
});

it('counts an attempt that nobody else counted, once', async () => {
  const context = contextOf();
  const { attempt } = await contextBelow(attemptTelemetry(telemetry, { target }), context);
  expect(context.attempts).toEqual([{ number: 1, reason: 'first', sent: false }]);
  expect(attempt).toBe(context.attempts[0]);
});
