import { CallError, settled, withChanges } from '@flotilla/call';
import type { Code, Method, Middleware, TraceContext } from '@flotilla/call';
import type { Logger } from 'pino';
import { traceFields } from '../logger';
import { Durations } from '../metrics/durations';
import type { Telemetry } from '../telemetry';
import { parseTraceparent, traceparentKey } from '../tracing/traceparent';
import { begun, observeCall } from './observe-call';
import type { Observer } from './observe-call';
import { rpcAttributes } from './rpc-attributes';
import { Starts } from './starts';

/** The codes that are the server's fault, by OpenTelemetry's conventions; NOT_FOUND and its kind are answers. */
const failures = new Set<Code>([
  'UNKNOWN',
  'DEADLINE_EXCEEDED',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
]);

/** The codes of a handler that has a bug: nobody else knows the cause, so it is logged. */
const bugs = new Set<Code>(['UNKNOWN', 'INTERNAL', 'DATA_LOSS']);

/** One span and one duration per handled call: outermost on the server. Continues the caller's trace. */
export function serverTelemetry(telemetry: Telemetry): Middleware {
  const { logger, metrics, tracer } = telemetry;
  if (!telemetry.enabled) return bugsLogged(logger);
  const starts = new Starts((grpc_method) => metrics.serverCallsStarted.with({ grpc_method }));
  const durations = new Durations<Code>((grpc_method, grpc_status) =>
    metrics.serverCalls.with({ grpc_method, grpc_status }),
  );
  const observer: Observer = {
    durations,
    isFailure: (code) => failures.has(code),
    onEnd: ({ method }, span, error) => logBug(logger, method, error, span.trace),
  };
  return (next) => (request, context) => {
    const { method, metadata } = context;
    starts.count(method.fullName);
    const span = tracer.start(method.fullName, 'server', parseTraceparent(metadata[traceparentKey]));
    if (span.recording) span.set(rpcAttributes(method));
    return observeCall(next, request, withChanges(context, { trace: span.trace }), span, observer);
  };
}

/** What is left of it when telemetry is off. */
function bugsLogged(logger: Logger): Middleware {
  return (next) => (request, context) => {
    const log = (error: unknown): void => logBug(logger, context.method, CallError.from(error));
    const response = begun(next, request, context);
    void response.then((answer) => settled(answer)?.catch(log), log);
    return response;
  };
}

function logBug(logger: Logger, method: Method, err?: CallError, trace?: TraceContext): void {
  if (!err || !bugs.has(err.code)) return;
  logger.error({ err, method: method.fullName, ...traceFields(trace) }, 'handler failed');
}
