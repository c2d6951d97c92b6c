import type { TraceContext } from '@flotilla/call';
import { Durations } from './metrics/durations';
import { logRequest } from './request-line';
import type { Telemetry } from './telemetry';
import type { Span } from './tracing/span';
import { parseTraceparent } from './tracing/traceparent';

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export interface HttpServerTelemetryOptions {
  /** Whether each request is a line in the log, and not those alone that fail. Default true. */
  readonly logRequests?: boolean | undefined;
}

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
  /** Absent when telemetry is off. */
  readonly trace?: TraceContext;
  end(end: HttpRequestEnd): void;
}

export interface HttpServerTelemetry {
  start(request: HttpRequestStart): HttpRequestObservation;
}

/** One span, one duration and one log line per HTTP request, for any HTTP framework: call it from its hooks. */
export function httpServerTelemetry(
  telemetry: Telemetry,
  { logRequests = true }: HttpServerTelemetryOptions = {},
): HttpServerTelemetry {
  if (!telemetry.enabled) return failuresLogged(telemetry);
  const { logger, metrics, tracer } = telemetry;
  const durations = durationsOf(telemetry);
  const active = metrics.httpActiveRequests.with({});
  let count = 0;
  active.set(count);
  return {
    start({ method, traceparent }) {
      const startedMs = performance.now();
      const verb = knownMethods.has(method) ? method : 'other';
      const span = tracer.start(verb, 'server', parseTraceparent(traceparent));
      active.set(++count);
      return {
        trace: span.trace,
        end: ({ route = 'other', status, error }) => {
          const request = `${verb} ${route}`;
          const durationMs = performance.now() - startedMs;
          active.set(--count);
          durations.observe(request, status, durationMs / 1000, span.recording ? span.trace : undefined);
          if (logRequests || hasFailed(status, error))
            logRequest(logger, { request, status, durationMs, error }, span.trace);
          if (span.recording) describeRequest(span, request, status);
          span.end();
        },
      };
    },
  };
}

/** What is left of it when telemetry is off. */
function failuresLogged({ logger }: Telemetry): HttpServerTelemetry {
  return {
    start({ method }) {
      const startedMs = performance.now();
      return {
        end: ({ route = 'other', status, error }) => {
          if (!hasFailed(status, error)) return;
          const durationMs = performance.now() - startedMs;
          logRequest(logger, { request: `${method} ${route}`, status, durationMs, error });
        },
      };
    },
  };
}

function hasFailed(status: number, error: unknown): boolean {
  return status >= 500 && error !== undefined;
}

function durationsOf({ metrics }: Telemetry): Durations<number> {
  return new Durations((request, status) => {
    const [http_request_method = '', http_route = ''] = request.split(' ', 2);
    const http_response_status_code = String(status);
    return metrics.httpRequests.with({ http_request_method, http_route, http_response_status_code });
  });
}

function describeRequest(span: Span, request: string, status: number): void {
  const [method = '', route = ''] = request.split(' ', 2);
  span.rename(request);
  span.set({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) span.fail(`HTTP ${status}`);
}
