import { CallError } from '@flotilla/call';
import type { Call, CallContext } from '@flotilla/call';
import { createTelemetry } from '../telemetry';
import type { TelemetryOptions } from '../telemetry';
import { contextOf, countsOf, openStream } from '../testing/fixtures';
import { formatTraceparent } from '../tracing/traceparent';
import { serverTelemetry } from './server-telemetry';

const trace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', sampled: false };

function setUp(options: Partial<TelemetryOptions> = {}) {
  const lines: Record<string, unknown>[] = [];
  const logDestination = {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  };
  const telemetry = createTelemetry({ service: 'test', logDestination, ...options });
  const handle = (next: Call, context: CallContext) => serverTelemetry(telemetry)(next)({}, context);
  return { lines, telemetry, handle };
}

it('observes the duration by method and status', async () => {
  const { telemetry, handle } = setUp();
  await handle(async () => 'hello', contextOf());
  expect(await countsOf(telemetry.metrics, 'grpc_server_call_duration_seconds')).toEqual([
    '{grpc_method="test.v1.TestService/Get",grpc_status="OK"} 1',
  ]);
});

it('counts a call when it arrives', async () => {
  const { telemetry, handle } = setUp();
  void handle(() => new Promise(() => undefined), contextOf());
  const text = await telemetry.metrics.registry.getSingleMetricAsString('grpc_server_call_started_total');
  expect(text).toContain('grpc_server_call_started_total{grpc_method="test.v1.TestService/Get"} 1');
});

it('does nothing but log bugs, those of streams too, when telemetry is off', async () => {
  const { telemetry, handle, lines } = setUp({ enabled: false });
  const bug = new TypeError('x is undefined');
  await expect(handle(() => Promise.reject(bug), contextOf())).rejects.toBe(bug);
  const { stream, fail } = openStream();
  await expect(handle(async () => stream, contextOf())).resolves.toBe(stream);
  fail(bug);
  await stream.ended.catch(() => undefined);
  expect(lines).toMatchObject([{ msg: 'handler failed' }, { msg: 'handler failed' }]);
  expect(await countsOf(telemetry.metrics, 'grpc_server_call_duration_seconds')).toEqual([]);
});

it('logs a bug that throws before there is a promise, and rejects, when telemetry is off', async () => {
  const { handle, lines } = setUp({ enabled: false });
  const bug = new TypeError('x is undefined');
  const throwing = (): never => {
    throw bug;
  };
  await expect(handle(throwing, contextOf())).rejects.toBe(bug);
  await Promise.resolve();
  expect(lines).toMatchObject([{ msg: 'handler failed' }]);
});

it('hands the trace of the metadata to the handler', async () => {
  const { handle } = setUp();
  const handler = jest.fn(async () => 'hello');
  await handle(handler, contextOf({ metadata: { traceparent: formatTraceparent(trace) } }));
  expect(handler).toHaveBeenCalledWith({}, expect.objectContaining({ trace }));
});

it('begins a trace when the metadata has nonsense', async () => {
  const { handle } = setUp();
  const handler = jest.fn(async (_request: unknown, context: CallContext) => context.trace?.traceId);
  await expect(handle(handler, contextOf({ metadata: { traceparent: '00-zz' } }))).resolves.toMatch(
    /^[0-9a-f]{32}$/,
  );
});

it('logs a bug of the handler with its trace', async () => {
  const { handle, lines } = setUp();
  const context = contextOf({ metadata: { traceparent: formatTraceparent(trace) } });
  await expect(handle(() => Promise.reject(new TypeError('x is undefined')), context)).rejects.toThrow(
    TypeError,
  );
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'error',
      method: 'test.v1.TestService/Get',
      trace_id: trace.traceId,
      span_id: trace.spanId,
      err: expect.objectContaining({ message: expect.stringContaining('x is undefined') }),
    }),
  ]);
});

it('does not log an answer that is an error', async () => {
  const { handle, lines } = setUp();
  await expect(handle(() => Promise.reject(new CallError('NOT_FOUND', 'no')), contextOf())).rejects.toThrow(
    'no',
  );
  expect(lines).toEqual([]);
});
