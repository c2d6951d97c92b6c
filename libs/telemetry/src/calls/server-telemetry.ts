import { withChanges } from '@flotilla/call';
import type { CallError, Code, Middleware } from '@flotilla/call';
import { traceFields } from '../logger';
import { Durations } from '../metrics/durations';
import type { Telemetry } from '../telemetry';
import { parseTraceparent, traceparentKey } from '../tracing/traceparent';
import { observeCall } from './observe-call';
import { rpcAttributes } from './rpc-attributes';

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
  const durations = new Durations<Code>((grpc_method, grpc_status) =>
    metrics.serverCalls.with({ grpc_method, grpc_status }),
  );
  return (next) => (request, context) => {
    const { method, metadata } = context;
    const span = tracer.start(method.fullName, 'server', parseTraceparent(metadata[traceparentKey]));
    if (span.recording) span.set(rpcAttributes(method));
    const onEnd = (err: CallError | undefined): void => {
      if (!err || !bugs.has(err.code)) return;
      logger.error({ err, method: method.fullName, ...traceFields(span.trace) }, 'handler failed');
    };
    const inner = withChanges(context, { trace: span.trace });
    return observeCall(() => next(request, inner), {
      method,
      span,
      durations,
      isFailure: isServerFailure,
      onEnd,
    });
  };
}

function isServerFailure(code: Code): boolean {
  return failures.has(code);
}
