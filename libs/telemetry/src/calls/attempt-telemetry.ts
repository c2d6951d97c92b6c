import { attemptOf, currentAmbient, withChanges } from '@flotilla/call';
import type { Attempt, CallContext, Code, Metadata, Middleware, TraceContext } from '@flotilla/call';
import { Durations } from '../metrics/durations';
import type { Telemetry } from '../telemetry';
import type { Span } from '../tracing/span';
import { formatTraceparent, traceparentKey } from '../tracing/traceparent';
import type { ClientTelemetryOptions } from './call-telemetry';
import { observeCall } from './observe-call';
import { rpcAttributes } from './rpc-attributes';
import { Starts } from './starts';

/** What is cancelled has lost against its hedge, or nobody waits for it any more. */
const isFailure = (code: Code): boolean => code !== 'CANCELLED';

/**
 * One span and one duration per attempt, below retry and hedging; hands the trace to the peer as `traceparent` in the
 * metadata. The span of a hedge has a link to that of the attempt which it runs beside, that of a retry to the one before.
 */
export function attemptTelemetry(telemetry: Telemetry, { target }: ClientTelemetryOptions): Middleware {
  if (!telemetry.enabled) return (next) => next;
  const { metrics, tracer } = telemetry;
  const starts = new Starts((grpc_method) =>
    metrics.clientAttemptsStarted.with({ grpc_method, grpc_target: target }),
  );
  const durations = new Durations<Code>((grpc_method, grpc_status) =>
    metrics.clientAttempts.with({ grpc_method, grpc_target: target, grpc_status }),
  );
  const observer = { durations, isFailure, onEnd: describe };
  const recorded = new WeakMap<Attempt, TraceContext>();
  return (next) => (request, context) => {
    const { method, attempts, trace = currentAmbient()?.trace } = context;
    const attempt = attemptOf(context);
    starts.count(method.fullName);
    const before = attempt.number > 1 ? attempts[attempt.number - 2] : undefined;
    const span = tracer.start(method.fullName, 'client', trace, before && recorded.get(before));
    if (span.recording) recorded.set(attempt, span.trace);
    const metadata = withTraceparent(context.metadata, span.trace);
    const inner = withChanges(context, { attempt, trace: span.trace, metadata });
    return observeCall(next, request, inner, span, observer);
  };

  /** At the end, for its endpoint may be known no sooner. */
  function describe({ method, attempt }: CallContext, span: Span): void {
    if (!span.recording || !attempt) return;
    span.set({
      ...rpcAttributes(method),
      'server.address': target,
      'flotilla.attempt.number': attempt.number,
      'flotilla.attempt.reason': attempt.reason,
      ...(attempt.endpointId && { 'flotilla.endpoint.id': attempt.endpointId }),
    });
  }
}

/** A loop, for a spread with one more name takes V8 five times as long. */
function withTraceparent(metadata: Metadata, trace: TraceContext): Metadata {
  const result: Record<string, string> = {};
  for (const name in metadata) result[name] = metadata[name] as string;
  result[traceparentKey] = formatTraceparent(trace);
  return result;
}
