import { currentAmbient, withChanges } from '@flotilla/call';
import type { Code, Middleware } from '@flotilla/call';
import { Durations } from '../metrics/durations';
import type { Telemetry } from '../telemetry';
import { observeCall } from './observe-call';
import { rpcAttributes } from './rpc-attributes';

export interface ClientTelemetryOptions {
  /** The service that is called, by its name in discovery. */
  readonly target: string;
}

/**
 * One span and one duration per call, attempts and waits included: outermost on the client.
 * The span continues the trace of the work in progress; without one a trace begins.
 */
export function callTelemetry(telemetry: Telemetry, { target }: ClientTelemetryOptions): Middleware {
  if (!telemetry.enabled) return (next) => next;
  const durations = new Durations<Code>((grpc_method, grpc_status) =>
    telemetry.metrics.clientCalls.with({ grpc_method, grpc_target: target, grpc_status }),
  );
  const observer = { durations, isFailure: () => true };
  return (next) => (request, context) => {
    const { method, trace = currentAmbient()?.trace } = context;
    const span = telemetry.tracer.start(method.fullName, 'internal', trace);
    if (span.recording) span.set({ ...rpcAttributes(method), 'server.address': target });
    const inner = withChanges(context, { trace: span.trace });
    return observeCall(next, request, inner, span, observer);
  };
}
