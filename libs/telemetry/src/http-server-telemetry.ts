import type { TraceContext } from '@flotilla/call';
import { traceFields } from './logger';
import type { Telemetry } from './telemetry';
import type { Span } from './tracing/span';
import { parseTraceparent } from './tracing/traceparent';

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export interface HttpRequestStart {
  /** Upper case, as HTTP sends it. */
  readonly method: string;
  /** The header of that name. */
  readonly traceparent?: string | undefined;
}

export interface HttpRequestEnd {
  /** The template, for example `/api/greetings/:name`; absent when no route matched. Never the path: it is unbounded. */
  readonly route?: string | undefined;
  readonly status: number;
  /** Why the status is 5xx; logged. */
  readonly error?: unknown;
}

/** One request under observation. Call `end` once, when the response is over. */
export interface HttpRequestObservation {
  readonly trace: TraceContext;
  end(end: HttpRequestEnd): void;
}

export interface HttpServerTelemetry {
  start(request: HttpRequestStart): HttpRequestObservation;
}

/** One span and one duration per HTTP request, for any HTTP framework: call it from its hooks. */
export function httpServerTelemetry(telemetry: Telemetry): HttpServerTelemetry {
  return {
    start({ method, traceparent }) {
      const startedMs = performance.now();
      const verb = knownMethods.has(method) ? method : 'other';
      const span = telemetry.tracer.start(verb, 'server', parseTraceparent(traceparent));
      return {
        trace: span.trace,
        end: (end) => endRequest(telemetry, span, verb, end, (performance.now() - startedMs) / 1000),
      };
    },
  };
}

function endRequest(
  { metrics, logger }: Telemetry,
  span: Span,
  method: string,
  { route = 'other', status, error }: HttpRequestEnd,
  seconds: number,
): void {
  const labels = {
    http_request_method: method,
    http_route: route,
    http_response_status_code: String(status),
  };
  metrics.httpRequests.with(labels).observe(seconds);
  if (status >= 500 && error !== undefined) {
    logger.error({ err: error, route, status, ...traceFields(span.trace) }, 'request failed');
  }
  span.rename(`${method} ${route}`);
  span.set({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) span.fail(`HTTP ${status}`);
  span.end();
}
