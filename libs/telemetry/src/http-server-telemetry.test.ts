import { httpServerTelemetry } from './http-server-telemetry';
import { createTelemetry } from './telemetry';
import { countsOf } from './testing/fixtures';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

function setUp() {
  const lines: Record<string, unknown>[] = [];
  const logDestination = {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  };
  const telemetry = createTelemetry({ service: 'test', logDestination });
  return {
    lines,
    http: httpServerTelemetry(telemetry),
    counts: () => countsOf(telemetry.metrics, histogram),
  };
}

const histogram = 'http_server_request_duration_seconds';

it.each([
  ['a known route', 'GET', '/api/greetings/:name', 200, 'GET', '/api/greetings/:name'],
  ['no route', 'GET', undefined, 404, 'GET', 'other'],
  ['an invented method', 'BREW', undefined, 405, 'other', 'other'],
])('labels %s', async (_, method, route, status, methodLabel, routeLabel) => {
  const { http, counts } = setUp();
  http.start({ method }).end({ route, status });
  expect(await counts()).toEqual([
    `{http_request_method="${methodLabel}",http_route="${routeLabel}",http_response_status_code="${status}"} 1`,
  ]);
});

it('continues the trace of the header', () => {
  const { http } = setUp();
  const { trace } = http.start({ method: 'GET', traceparent: `00-${traceId}-00f067aa0ba902b7-00` });
  expect(trace.traceId).toBe(traceId);
});

it.each([
  ['logs the error behind a 5xx', 503, new Error('no greeter'), 1],
  ['is silent about a 5xx without an error', 503, undefined, 0],
  ['is silent about a 4xx', 400, new Error('bad name'), 0],
])('%s', (_, status, error, logged) => {
  const { http, lines } = setUp();
  http.start({ method: 'GET' }).end({ route: '/', status, error });
  expect(lines).toHaveLength(logged);
});
