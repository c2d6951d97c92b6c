import type { TraceContext } from '@flotilla/call';
import { traceFields } from './logger';
import { Durations } from './metrics/durations';
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
  const durations = new Durations<number>((name, status) => {
    const [http_request_method = '', http_route = ''] = name.split(' ', 2);
    const http_response_status_code = String(status);
    return telemetry.metrics.httpRequests.with({
      http_request_method,
      http_route,
      http_response_status_code,
    });
  });
  return {
    start({ method, traceparent }) {
      const startedMs = performance.now();
      const verb = knownMethods.has(method) ? method : 'other';
      const span = telemetry.tracer.start(verb, 'server', parseTraceparent(traceparent));
      return {
        trace: span.trace,
        end: ({ route = 'other', status, error }) => {
          const name = `${verb} ${route}`;
          durations.observe(name, status, (performance.now() - startedMs) / 1000);
          if (status >= 500 && error !== undefined) logFailure(telemetry, { name, status, error }, span);
          if (span.recording) describeRequest(span, name, status);
          span.end();
        },
      };
    },
  };
}

function logFailure(
  { logger }: Telemetry,
  { name, status, error }: { name: string; status: number; error: unknown },
  span: Span,
): void {
  logger.error({ err: error, request: name, status, ...traceFields(span.trace) }, 'request failed');
}

function describeRequest(span: Span, name: string, status: number): void {
  const [method = '', route = ''] = name.split(' ', 2);
  span.rename(name);
  span.set({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) span.fail(`HTTP ${status}`);
}
