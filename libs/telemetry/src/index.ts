/**
 * Metrics, traces and logs of calls: one `Telemetry` per process, and middleware that feeds it.
 *
 * On a client: `callTelemetry` outermost, `attemptTelemetry` below retry and hedging, next to the connection.
 * On a server: `serverTelemetry` outermost; `httpServerTelemetry` from the hooks of an HTTP framework.
 * Not for libraries that do work: they have `observe`, and whoever composes them maps events to `Metrics`.
 */
export { createTelemetry } from './telemetry';
export type { Telemetry, TelemetryOptions, TracesOptions } from './telemetry';
export { callTelemetry } from './calls/call-telemetry';
export type { ClientTelemetryOptions } from './calls/call-telemetry';
export { attemptTelemetry } from './calls/attempt-telemetry';
export { serverTelemetry } from './calls/server-telemetry';
export { httpServerTelemetry } from './http-server-telemetry';
export type {
  HttpRequestEnd,
  HttpRequestObservation,
  HttpRequestStart,
  HttpServerTelemetry,
  HttpServerTelemetryOptions,
} from './http-server-telemetry';
export { policyTelemetry } from './policy-telemetry';
export type { PolicyTelemetry } from './policy-telemetry';

// For authors of middleware.
export type { TroubleLog } from './trouble-log';
export type { Metrics } from './metrics/metrics';
export type { CounterOf, DurationOf, GaugeOf } from './metrics/families';
export type { Exposition } from './metrics/exposition';
export type { Instrument } from './metrics/family';
export type { Labels } from './metrics/exposition-text';
export type { Kind, Tracer } from './tracing/tracer';
export type { Span } from './tracing/span';
export { formatTraceparent, parseTraceparent } from './tracing/traceparent';
