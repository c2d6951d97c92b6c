import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import Fastify from 'fastify';
import { currentAmbient } from '@flotilla/call';
import { createTelemetry } from '@flotilla/telemetry';
import {
  aborted,
  answer,
  arrived,
  lines,
  port,
  requestCounts,
  seen,
  telemetry,
  traceparent,
  setUpHttp,
} from '../testing/http-fixture';
import { get, open } from '../testing/request';
import { http } from './http';

setUpHttp();

describe('http: each request', () => {
  it('has an ambient: the trace of its caller, a signal, no deadline', async () => {
    await get(port, '/look/ada', { headers: { traceparent } });
    expect(seen).toMatchObject([
      { deadline: Infinity, signal: { aborted: false }, trace: { traceId: 'a'.repeat(32) } },
    ]);
  });

  it('begins a trace of its own when its caller is not trusted', async () => {
    const edge = Fastify();
    edge.get('/look', async () => void seen.push(currentAmbient()));
    const untrusting = http(edge, { telemetry });
    const address = await untrusting.listen((next) => next);
    await get(address.port, '/look', { headers: { traceparent } });
    await untrusting.close(0);
    expect(seen[0]?.trace?.traceId).not.toBe('a'.repeat(32));
  });

  it('begins a trace when its caller has none', async () => {
    await get(port, '/look/ada');
    expect(seen[0]?.trace?.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('has its ambient after a body that arrives in pieces, too', async () => {
    const headers = { traceparent, 'content-type': 'application/json' };
    const { request, answer: answered } = open(port, '/look', { method: 'POST', headers });
    request.write('{"name":');
    await turn();
    request.end('"ada"}');
    await expect(answered).resolves.toMatchObject({ status: 200 });
    expect(seen).toMatchObject([{ trace: { traceId: 'a'.repeat(32) } }]);
  });

  it('is measured by its route, never by its path', async () => {
    await get(port, '/look/ada');
    await get(port, '/nowhere');
    await expect(requestCounts()).resolves.toEqual([
      '{http_request_method="GET",http_route="/look/:name",http_response_status_code="200"} 1',
      '{http_request_method="GET",http_route="other",http_response_status_code="404"} 1',
    ]);
  });

  it('is measured when its URL cannot be routed, and when it is not even HTTP', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.end('hello\r\n\r\n').resume();
    await once(socket, 'close');
    await get(port, '/look/%zz');
    await expect(requestCounts()).resolves.toEqual([
      '{http_request_method="other",http_route="other",http_response_status_code="400"} 1',
      '{http_request_method="GET",http_route="other",http_response_status_code="400"} 1',
    ]);
  });

  it('is measured once when its hook waits for one before it', async () => {
    const other = Fastify();
    other.addHook('onRequest', () => turn());
    const patient = http(other, { telemetry });
    const address = await patient.listen((next) => next);
    await get(address.port, '/nowhere');
    await patient.close(0);
    await expect(requestCounts()).resolves.toEqual([expect.stringMatching(/"404"} 1$/)]);
  });

  it('is one line in the log, when it fails with the cause, in the trace that its handler logged in', async () => {
    await get(port, '/look/ada', { headers: { traceparent } });
    await get(port, '/broken');
    const { traceId } = seen[0]?.trace ?? {};
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 'info', msg: 'looked', trace_id: traceId },
      { level: 'info', msg: 'request', request: 'GET /look/:name', status: 200, trace_id: traceId },
      { level: 'error', request: 'GET /broken', status: 500, err: { message: 'oops' } },
    ]);
  });

  it('is one line with what its app makes of an error', async () => {
    await get(port, '/away');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 'warn', request: 'GET /away', status: 503, code: 'UNAVAILABLE', reason: 'gone' },
    ]);
  });

  it.each([
    ['telemetry is off', { enabled: false }, {}],
    ['its line is not wanted', {}, { logRequests: false }],
  ])('has an ambient and no line when %s', async (_, telemetryOptions, options) => {
    const written = jest.fn();
    const quiet = createTelemetry({
      service: 'gateway',
      logDestination: { write: written },
      ...telemetryOptions,
    });
    const other = Fastify();
    other.get('/look', async () => void seen.push(currentAmbient()));
    const quietly = http(other, { telemetry: quiet, ...options });
    const address = await quietly.listen((next) => next);
    await get(address.port, '/look');
    await quietly.close(0);
    expect(seen).toMatchObject([{ deadline: Infinity, signal: { aborted: false } }]);
    expect(written).not.toHaveBeenCalled();
  });

  it('aborts its signal when the client goes away, and counts as 499', async () => {
    const { request } = open(port, '/slow');
    request.end();
    await arrived;
    const gone = aborted();
    request.destroy();
    await gone;
    await expect(requestCounts()).resolves.toEqual([
      '{http_request_method="GET",http_route="/slow",http_response_status_code="499"} 1',
    ]);
    answer();
  });

  it('aborts its signal when the client has seen enough of an event stream, and counts as 200', async () => {
    const { request } = open(port, '/events');
    request.end();
    await once(request, 'response');
    const gone = aborted();
    request.destroy();
    await gone;
    await expect(requestCounts()).resolves.toEqual([
      '{http_request_method="GET",http_route="/events",http_response_status_code="200"} 1',
    ]);
  });

  it('aborts its signal also when it was pipelined behind another, and counts as 499', async () => {
    const requests = 12; // more than the listeners that Node warns of
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /slow HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(requests));
    while (seen.length < requests) await turn();
    socket.destroy();
    while (!seen.every((ambient) => ambient?.signal.aborted)) await turn();
    await expect(requestCounts()).resolves.toEqual([
      `{http_request_method="GET",http_route="/slow",http_response_status_code="499"} ${requests}`,
    ]);
    answer();
  });

  it('does not abort its signal when it is answered', async () => {
    await get(port, '/look/ada');
    expect(seen[0]?.signal.aborted).toBe(false);
  });
});

it('http names a taken address, and what to do', async () => {
  const second = http(Fastify(), { telemetry, port });
  await expect(second.listen((next) => next)).rejects.toMatchObject({
    message: `cannot listen on 127.0.0.1:${port}: choose another port`,
    cause: { code: 'EADDRINUSE' },
  });
  await second.close(0);
});
