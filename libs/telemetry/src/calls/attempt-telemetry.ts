import { attemptOf, currentAmbient, withChanges } from '@flotilla/call';
import type { Code, Middleware } from '@flotilla/call';
import { Durations } from '../metrics/durations';
import type { Telemetry } from '../telemetry';
import { formatTraceparent, traceparentKey } from '../tracing/traceparent';
import type { ClientTelemetryOptions } from './call-telemetry';
import { observeCall } from './observe-call';
import { rpcAttributes } from './rpc-attributes';

/**
 * One span and one duration per attempt, below retry and hedging; hands the trace to the peer as `traceparent` in the
 * metadata.
 */
export function attemptTelemetry(telemetry: Telemetry, { target }: ClientTelemetryOptions): Middleware {
  const durations = new Durations<Code>((grpc_method, grpc_status) =>
    telemetry.metrics.clientAttempts.with({ grpc_method, grpc_target: target, grpc_status }),
  );
  return (next) => (request, context) => {
    const { method, trace = currentAmbient()?.trace } = context;
    const attempt = attemptOf(context);
    const span = telemetry.tracer.start(method.fullName, 'client', trace);
    const metadata = { ...context.metadata, [traceparentKey]: formatTraceparent(span.trace) };
    const inner = withChanges(context, { attempt, trace: span.trace, metadata });
    const onEnd = (): void => {
      if (!span.recording) return;
      span.set({
        ...rpcAttributes(method),
        'server.address': target,
        'flotilla.attempt.number': attempt.number,
        'flotilla.attempt.reason': attempt.reason,
        ...(attempt.endpointId && { 'flotilla.endpoint.id': attempt.endpointId }),
      });
    };
    return observeCall(() => next(request, inner), { method, span, durations, isFailure: () => true, onEnd });
  };
}
