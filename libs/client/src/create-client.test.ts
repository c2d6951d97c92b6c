import { getEventListeners } from 'node:events';
import { CallError } from '@flotilla/call';
import type { CallContext, Middleware, ResponseStream, ServiceDefinition } from '@flotilla/call';
import { StaticDiscovery } from '@flotilla/discovery';
import { RetryBudget } from '@flotilla/fault-tolerance';
import { createTelemetry } from '@flotilla/telemetry';
import { createClient } from './create-client';
import type { ClientOptions } from './create-client';
import type { CallOptions, Client } from './client-types';
import { FakeStream } from './testing/fake-stream';
import { failing, FakeTransport } from './testing/fake-transport';
import { quotes, QuotesDefinition } from './testing/quotes';
import type { Text } from './testing/quotes';
import { failureOf, settle } from './testing/settle';

const hi = { text: 'hi' };
let discovery: StaticDiscovery;
let transport: FakeTransport;
let client: Client<typeof QuotesDefinition>;

function create(options: Partial<ClientOptions> = {}, definition: ServiceDefinition = QuotesDefinition) {
  const all: ClientOptions = {
    service: 'quotes',
    discovery,
    transport,
    balancer: { policy: 'round_robin', random: () => 0 },
    ...options,
  };
  return createClient(definition as typeof QuotesDefinition, all);
}

async function connect(options: Partial<ClientOptions> = {}): Promise<void> {
  client = create(options);
  await settle();
}

/** Makes the transport answer, and remembers what it was asked with. */
function answering(answer: (context: CallContext) => unknown): CallContext[] {
  const seen: CallContext[] = [];
  transport.handler = (_request, context) => {
    seen.push(context);
    return answer(context);
  };
  return seen;
}

/** Calls that the connections still carry. */
function inFlight(): number {
  return transport.connections.reduce((sum, connection) => sum + connection.inFlight, 0);
}

const neverAnswers = (): Promise<never> => new Promise(() => undefined);

beforeEach(async () => {
  jest.useFakeTimers();
  discovery = new StaticDiscovery([quotes(1), quotes(2)]);
  transport = new FakeTransport();
  await connect();
});
afterEach(async () => {
  await client.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

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

describe('retries', () => {
  it('try another endpoint', async () => {
    transport.handler = failing(1, 'UNAVAILABLE');
    const answer = client.get(hi);
    await jest.advanceTimersByTimeAsync(50);
    await expect(answer).resolves.toEqual({ text: 'quotes-2' });
  });

  it.each([
    { case: 'not when turned off', method: 'get', sent: false, options: { retry: false } },
    { case: 'not what may do harm twice', method: 'add', sent: true, options: {} },
  ] as const)('are $case', async ({ method, sent, options }) => {
    transport.handler = failing(1, 'UNAVAILABLE', sent);
    await connect(options);
    const failure = failureOf(client[method](hi));
    await jest.advanceTimersByTimeAsync(1_000);
    await expect(failure).resolves.toBe('UNAVAILABLE: quotes-1 failed');
  });

  it.each([
    { case: 'waits once when no endpoint becomes ready', state: 'connecting', afterMs: 2_000 },
    { case: 'is refused at once when none can be reached', state: 'failed', afterMs: 0 },
  ] as const)('leave alone a call that $case', async ({ state, afterMs }) => {
    const telemetry = createTelemetry({ service: 'test', logLevel: 'silent' });
    const budget = new RetryBudget();
    const withdraw = jest.spyOn(budget, 'withdraw');
    transport.connectingLeadsTo = state;
    await connect({ telemetry, retry: { budget } });
    const failed = jest.fn();
    void failureOf(client.get(hi, { timeoutMs: 10_000 })).then(failed);
    await jest.advanceTimersByTimeAsync(afterMs);
    expect(failed).toHaveBeenCalledWith(expect.stringMatching(/^UNAVAILABLE: quotes: no/));
    expect(withdraw).not.toHaveBeenCalled();
    const retries = await telemetry.metrics.registry.getSingleMetricAsString('flotilla_retries_total');
    expect(retries).not.toMatch(/^flotilla_retries_total\{.*\} [1-9]/m);
  });

  it('come after an attempt that took 1 s', async () => {
    const seen = answering(({ attempt }) => (attempt?.number === 1 ? neverAnswers() : hi));
    const answer = client.get(hi);
    await jest.advanceTimersByTimeAsync(1_050);
    await expect(answer).resolves.toEqual(hi);
    expect(seen.map(({ attempt }) => attempt?.endpointId)).toEqual(['quotes-1', 'quotes-2']);
    expect(inFlight()).toBe(0);
  });
});

describe('callers in a hurry', () => {
  /** The instances in use after quotes-1, which is frozen, let six calls run out of time. */
  async function inUse(timeoutMs: number): Promise<Set<unknown>> {
    answering(({ attempt }) => (attempt?.endpointId === 'quotes-1' ? neverAnswers() : hi));
    await connect({ retry: false, balancer: { policy: 'round_robin', random: () => 0 } });
    const call = async (): Promise<void> => {
      const failure = failureOf(client.get(hi, { timeoutMs }));
      await jest.advanceTimersByTimeAsync(timeoutMs);
      await failure;
    };
    for (let calls = 0; calls < 12; calls++) await call();
    const seen = answering(() => hi);
    for (let calls = 0; calls < 4; calls++) await call();
    return new Set(seen.map(({ attempt }) => attempt?.endpointId));
  }

  it.each([
    { timeoutMs: 5, picked: ['quotes-1', 'quotes-2'] },
    { timeoutMs: 300, picked: ['quotes-2'] },
  ])('who wait $timeoutMs ms leave in use: $picked', async ({ timeoutMs, picked }) => {
    expect([...(await inUse(timeoutMs))].sort()).toEqual(picked);
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

describe('a stream', () => {
  it('has no deadline of its own, and ends with the server', async () => {
    const stream = new FakeStream(['one', 'two']);
    const seen = answering(() => stream);
    const read: unknown[] = [];
    const watched = client.watch(hi);
    const reading = (async () => {
      for await (const message of watched) read.push(message);
    })();
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(read).toEqual(['one', 'two']);
    expect(seen[0]?.deadline).toBe(Infinity);
    stream.end();
    await reading;
    await expect(watched.ended).resolves.toBeUndefined();
  });

  it('is cancelled at the deadline that its caller sets', async () => {
    answering(() => new FakeStream());
    const { ended } = client.watch(hi, { timeoutMs: 5_000 });
    const failure = failureOf(ended);
    await jest.advanceTimersByTimeAsync(5_000);
    await expect(failure).resolves.toMatch(/^DEADLINE_EXCEEDED/);
  });

  it('that nobody reads ends when its caller aborts, and keeps nothing', async () => {
    answering(() => new FakeStream(['one']));
    const controller = new AbortController();
    const { ended } = client.watch(hi, { signal: controller.signal });
    await settle();
    controller.abort();
    await expect(failureOf(ended)).resolves.toMatch(/^CANCELLED/);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(inFlight()).toBe(0);
  });

  it('is retried before its headers, never after', async () => {
    let attempts = 0;
    answering(() => {
      if (++attempts === 1) throw new CallError('UNAVAILABLE', 'no');
      return new FakeStream(['one']);
    });
    const steps = client.watch(hi)[Symbol.asyncIterator]();
    const first = steps.next();
    await jest.advanceTimersByTimeAsync(50);
    await expect(first).resolves.toEqual({ value: 'one', done: false });
    await steps.return?.();
    await settle();
    expect(attempts).toBe(2);
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
