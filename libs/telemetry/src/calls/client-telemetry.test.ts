import { CallError, runWithAmbient } from '@flotilla/call';
import type { Call, CallContext, Middleware } from '@flotilla/call';
import { createTelemetry } from '../telemetry';
import type { Telemetry } from '../telemetry';
import { contextOf, countsOf, methodNamed, openStream } from '../testing/fixtures';
import { parseTraceparent } from '../tracing/traceparent';
import { attemptTelemetry } from './attempt-telemetry';
import { callTelemetry } from './call-telemetry';

const target = 'greeter';
const trace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', sampled: false };

let telemetry: Telemetry;

beforeEach(() => {
  telemetry = createTelemetry({ service: 'test', logLevel: 'silent', traces: { sampleRatio: 0 } });
});

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

it('counts an attempt that nobody else counted, once', async () => {
  const context = contextOf();
  const { attempt } = await contextBelow(attemptTelemetry(telemetry, { target }), context);
  expect(context.attempts).toEqual([{ number: 1, reason: 'first', sent: false }]);
  expect(attempt).toBe(context.attempts[0]);
});
