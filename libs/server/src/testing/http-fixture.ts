import { Readable } from 'node:stream';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { CallError, currentAmbient } from '@flotilla/call';
import type { Ambient, Listener } from '@flotilla/call';
import { createTelemetry } from '@flotilla/telemetry';
import type { Telemetry } from '@flotilla/telemetry';
import { http } from '../http/http';

// What the tests of `http` share, made anew for each of them by `setUpHttp`.
export const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`;
export let lines: string[];
export let telemetry: Telemetry;
let app: FastifyInstance;
export let listener: Listener;
export let port: number;
/** What handlers saw, in order. */
export let seen: (Ambient | undefined)[];
/** Lets the handler of /slow answer. */
export let answer: () => void;
/** Resolves when a request is at /slow. */
export let arrived: Promise<void>;

export function requestCounts(): Promise<string[]> {
  const name = 'http_server_request_duration_seconds';
  return telemetry.metrics.registry
    .getSingleMetricAsString(name)
    .then((text) => text.split('\n').flatMap((line) => line.split(`${name}_count`)[1] ?? []));
}

/** When the signal of the first request aborts. */
export function aborted(): Promise<void> {
  return new Promise((resolve) => seen[0]?.signal.addEventListener('abort', () => resolve()));
}

/** Listens before each test. To be called once in a test file. */
export function setUpHttp(): void {
  beforeEach(async () => {
    lines = [];
    seen = [];
    telemetry = createTelemetry({
      service: 'gateway',
      logDestination: { write: (line) => void lines.push(line) },
    });
    app = Fastify();
    const look = async (): Promise<object> => {
      seen.push(currentAmbient());
      telemetry.logger.info('looked');
      return {};
    };
    app.get('/look/:name', look);
    app.post('/look', look);
    app.get('/events', (_request, reply) => {
      seen.push(currentAmbient());
      const endless = new Readable({ read: () => undefined });
      endless.push('data: 1\n\n');
      return reply.type('text/event-stream').send(endless);
    });
    app.setErrorHandler((error, _request, reply) =>
      reply.code(error instanceof CallError ? 503 : 500).send({ detail: 'failed' }),
    );
    app.get('/away', () => Promise.reject(new CallError('UNAVAILABLE', 'gone')));
    app.get('/broken', () => Promise.reject(new Error('oops')));
    arrived = new Promise((resolve) => {
      app.get('/slow', async () => {
        seen.push(currentAmbient());
        resolve();
        await new Promise<void>((done) => (answer = done));
        return 'at last';
      });
    });
    listener = http(app, { telemetry, trustTraceparent: true });
    ({ port } = await listener.listen((next) => next));
  });
  afterEach(() => listener.close(0));
}
