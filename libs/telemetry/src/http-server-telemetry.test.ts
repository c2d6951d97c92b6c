import { CallError } from '@flotilla/call';
import { httpServerTelemetry } from './http-server-telemetry';
import { createTelemetry } from './telemetry';
import type { TelemetryOptions } from './telemetry';
import { countsOf } from './testing/fixtures';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-00`;
const histogram = 'http_server_request_duration_seconds';

function setUp(options: Partial<TelemetryOptions> = {}, logRequests = true) {
  const lines: Record<string, unknown>[] = [];
  const logDestination = {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  };
  const telemetry = createTelemetry({ service: 'test', logDestination, ...options });
  return {
    lines,
    http: httpServerTelemetry(telemetry, { logRequests }),
    counts: () => countsOf(telemetry.metrics, histogram),
    active: async () =>
      /^http_server_active_requests (\d+)$/m.exec(await telemetry.metrics.registry.metrics())?.[1],
  };
}

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
  expect(http.start({ method: 'GET', traceparent }).trace?.traceId).toBe(traceId);
});

it('counts the requests that are not answered yet', async () => {
  const { http, active } = setUp();
  expect(await active()).toBe('0');
  const requests = ['GET', 'POST'].map((method) => http.start({ method }));
  expect(await active()).toBe('2');
  for (const request of requests) request.end({ status: 200 });
  expect(await active()).toBe('0');
});

it('logs one line for a request, with its route, how it ended and its trace', () => {
  const { http, lines } = setUp();
  jest.spyOn(performance, 'now').mockReturnValueOnce(1_000).mockReturnValueOnce(1_012.345);
  http.start({ method: 'GET', traceparent }).end({ route: '/api/greetings/:name', status: 200 });
  expect(lines).toEqual([
    {
      level: 'info',
      time: expect.any(String),
      service: 'test',
      trace_id: traceId,
      span_id: '00f067aa0ba902b7',
      request: 'GET /api/greetings/:name',
      status: 200,
      durationMs: 12.3,
      msg: 'request',
    },
  ]);
});

const away = new CallError('UNAVAILABLE', 'no greeter');
const overload = new CallError('RESOURCE_EXHAUSTED', 'too many');

it.each([
  ['a bug with its stack', 500, new TypeError('x'), 'error', { err: { stack: expect.any(String) } }],
  ['what is away with its reason', 503, away, 'warn', { code: 'UNAVAILABLE', reason: 'no greeter' }],
  ['what is no CallError', 502, new Error('cut'), 'warn', { code: 'UNKNOWN', reason: 'cut' }],
  ['an overload as no warning', 503, overload, 'info', { code: 'RESOURCE_EXHAUSTED' }],
  ['a 5xx without an error', 503, undefined, 'info', {}],
])('logs %s, in one line', (_, status, error, level, fields) => {
  const { http, lines } = setUp();
  http.start({ method: 'GET' }).end({ route: '/', status, error });
  expect(lines).toEqual([expect.objectContaining({ level, status, request: 'GET /' })]);
  expect(lines[0]).toMatchObject(fields);
});

it('says nothing of an error that is the answer', () => {
  const { http, lines } = setUp();
  http.start({ method: 'GET' }).end({ route: '/', status: 400, error: new Error('bad name') });
  expect(JSON.stringify(lines)).not.toContain('bad name');
});

it('logs only requests that fail when told so', () => {
  const { http, lines } = setUp({}, false);
  http.start({ method: 'GET' }).end({ route: '/', status: 200 });
  http.start({ method: 'GET' }).end({ route: '/', status: 500, error: new Error('oops') });
  expect(lines).toMatchObject([{ status: 500 }]);
});

it('does nothing but log failures when telemetry is off', async () => {
  const { http, lines, counts } = setUp({ enabled: false });
  const request = http.start({ method: 'GET', traceparent });
  request.end({ route: '/', status: 200 });
  expect(request.trace).toBeUndefined();
  expect(lines).toEqual([]);
  http.start({ method: 'GET' }).end({ route: '/', status: 500, error: new Error('oops') });
  expect(lines).toMatchObject([{ level: 'error', request: 'GET /', err: { message: 'oops' } }]);
  expect(await counts()).toEqual([]);
});
