import { getEventListeners } from 'node:events';
import { CallError } from '@flotilla/call';
import type { Middleware, ResponseStream, ServiceDefinition } from '@flotilla/call';
import { createTelemetry } from '@flotilla/telemetry';
import type { ClientOptions } from './create-client';
import type { CallOptions } from './client-types';
import { failing } from './testing/fake-transport';
import { QuotesDefinition } from './testing/quotes';
import type { Text } from './testing/quotes';
import { failureOf, settle } from './testing/settle';
import {
  answering,
  client,
  connect,
  create,
  hi,
  inFlight,
  neverAnswers,
  setUpClient,
  transport,
} from './testing/client-fixture';

setUpClient();

describe('a unary call', () => {
  it('is typed by the definition', async () => {
    const answer: Promise<Text> = client.get(hi);
    const stream: ResponseStream<Text> = client.watch(hi);
    // @ts-expect-error a request has the fields of its message
    void client.get({ test: 'hi' });
    // @ts-expect-error a unary method has no stream
    const wrong: ResponseStream<Text> | (() => unknown) = () => client.get(hi).ended;
    // @ts-expect-error a client has the methods of its definition
    expect(client.put).toBeUndefined();
    await expect(answer).resolves.toEqual({ text: 'quotes-1' });
    expect([stream, wrong]).toHaveLength(2);
  });

  it('takes metadata and the hash key along', async () => {
    const seen = answering(() => hi);
    await client.get(hi, { metadata: { 'x-user': 'ada' }, hashKey: 'ada' });
    expect(seen).toMatchObject([{ metadata: { 'x-user': 'ada' }, hashKey: 'ada', method: { name: 'Get' } }]);
  });

  it.each<{ case: string; options?: () => CallOptions; client?: Partial<ClientOptions>; afterMs: number }>([
    { case: 'after 2 s', afterMs: 2_000 },
    { case: "after the client's timeoutMs", client: { timeoutMs: 700 }, afterMs: 700 },
    { case: 'after its own timeoutMs', options: () => ({ timeoutMs: 300 }), afterMs: 300 },
    { case: 'at its deadline', options: () => ({ deadline: performance.now() + 400 }), afterMs: 400 },
  ])('ends $case, wherever it is', async ({ options = () => ({}), client: given = {}, afterMs }) => {
    answering(neverAnswers);
    await connect({ attemptTimeoutMs: 60_000, ...given });
    const failed = jest.fn();
    void failureOf(client.get(hi, options())).then(failed);
    await jest.advanceTimersByTimeAsync(afterMs - 1);
    expect(failed).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(failed).toHaveBeenCalledWith(expect.stringMatching(/^DEADLINE_EXCEEDED/));
    expect(inFlight()).toBe(0);
  });

  it('ends when its signal aborts, and leaves no listener on it', async () => {
    answering(neverAnswers);
    const controller = new AbortController();
    const failure = failureOf(client.get(hi, { signal: controller.signal }));
    await settle();
    controller.abort();
    await expect(failure).resolves.toMatch(/^CANCELLED/);
    expect(inFlight()).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it.each<{ options: CallOptions; message: string }>([
    { options: { timeoutMs: 1, deadline: 1 }, message: 'give timeoutMs or deadline, not both' },
    { options: { timeoutMs: 0 }, message: 'timeoutMs must be finite and above 0, got 0' },
    { options: { timeoutMs: Infinity }, message: 'timeoutMs must be finite and above 0, got Infinity' },
    { options: { timeoutMs: Number.NaN }, message: 'timeoutMs must be finite and above 0, got NaN' },
    { options: { deadline: Number.NaN }, message: 'deadline must be an instant, got NaN' },
  ])('refuses $message', ({ options, message }) => {
    expect(() => client.get(hi, options)).toThrow(new RangeError(message));
  });
});

describe('middleware', () => {
  it('runs in order, once for each call, inside telemetry and outside deadline and retry', async () => {
    const seen: string[] = [];
    const named =
      (name: string): Middleware =>
      (next) =>
      (request, context) => {
        seen.push(`${name} ${context.deadline} ${context.trace !== undefined}`);
        return next(request, context);
      };
    const telemetry = createTelemetry({ service: 'test', logLevel: 'silent' });
    transport.handler = failing(1, 'UNAVAILABLE');
    await connect({ telemetry, middleware: [named('outer'), named('inner')] });
    const answer = client.get(hi);
    await jest.advanceTimersByTimeAsync(50);
    await answer;
    expect(seen).toEqual(['outer Infinity true', 'inner Infinity true']);
  });

  it.each<{ case: string; middleware: Middleware }>([
    {
      case: 'throws',
      middleware: () => () => {
        throw new TypeError('oops');
      },
    },
    { case: 'rejects', middleware: () => () => Promise.reject(new TypeError('oops')) },
  ])('that $case reaches the caller as a CallError', async ({ middleware }) => {
    await connect({ middleware: [middleware] });
    for (const failed of [client.get(hi), client.watch(hi).ended]) {
      const error = await failed.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(CallError);
      expect(error).toMatchObject({ code: 'UNKNOWN', message: 'oops', cause: new TypeError('oops') });
    }
  });
});

describe('createClient', () => {
  const streaming = { ...QuotesDefinition.methods.get, requestStream: true };

  it.each<{ message: string; options?: Partial<ClientOptions>; methods?: ServiceDefinition['methods'] }>([
    { message: 'test.Quotes has a method named close', methods: { close: QuotesDefinition.methods.get } },
    { message: 'test.Quotes/Get takes a request stream', methods: { get: streaming } },
    { message: 'timeoutMs must be', options: { timeoutMs: 0 } },
    { message: 'timeoutMs must be', options: { attemptTimeoutMs: -1 } },
    { message: 'maxAttempts must be', options: { retry: { maxAttempts: 0 } } },
    { message: 'drainMs must be', options: { pool: { drainMs: -1 } } },
    { message: 'service', options: { service: 'no such name' } },
  ])('refuses what it cannot do, and starts nothing: $message', async ({ message, options, methods }) => {
    const opened = transport.connections.length;
    const definition = methods ? { ...QuotesDefinition, methods } : QuotesDefinition;
    expect(() => create(options, definition)).toThrow(message);
    await settle();
    expect(transport.connections).toHaveLength(opened);
  });

  it('takes no calls after close, and closes its connections', async () => {
    await client.close();
    expect(transport.connections.map(({ state }) => state)).toEqual(['closed', 'closed']);
    const failure = failureOf(client.get(hi));
    await jest.advanceTimersByTimeAsync(1_000);
    await expect(failure).resolves.toBe('UNAVAILABLE: quotes: the client was closed');
  });
});
