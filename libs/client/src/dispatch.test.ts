import { CallError } from '@flotilla/call';
import type { Attempt, CallContext, Code, Endpoint, Middleware } from '@flotilla/call';
import { createBalancer } from '@flotilla/balancing';
import type { Balancer, Outcome } from '@flotilla/balancing';
import { StaticDiscovery } from '@flotilla/discovery';
import { dispatch } from './dispatch';
import { Pool } from './pool/pool';
import { FakeStream } from './testing/fake-stream';
import { failing, FakeTransport } from './testing/fake-transport';
import { contextFor, get, quotes, watch } from './testing/quotes';
import { failureOf, settle } from './testing/settle';

const bare: Middleware = (next) => next;
let transport: FakeTransport;
let pool: Pool;
/** What the balancer was told, in order. */
let outcomes: Outcome[];
let pickedWith: unknown[];

/** A balancer whose picks tell what they were told. */
function recording(balancer: Balancer): Balancer {
  return {
    update: (ready, known) => balancer.update(ready, known),
    observe: (listener) => balancer.observe(listener),
    reconfigure: (settings) => balancer.reconfigure(settings),
    loads: () => balancer.loads(),
    pick(context) {
      pickedWith.push(context);
      const pick = balancer.pick(context);
      return pick && { endpoint: pick.endpoint, done: (outcome) => void outcomes.push(outcome) };
    },
  };
}

async function call(context: CallContext): Promise<unknown> {
  return dispatch(
    pool,
    () => bare,
    () => 100,
  )({ text: 'hi' }, context);
}

beforeEach(async () => {
  jest.useFakeTimers();
  outcomes = [];
  pickedWith = [];
  transport = new FakeTransport();
  const discovery = new StaticDiscovery([quotes(1), quotes(2)]);
  const balancer = recording(createBalancer({ policy: 'round_robin', random: () => 0 }));
  pool = new Pool({ service: 'quotes', discovery, transport, balancer });
  await settle();
});
afterEach(async () => {
  await pool.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('dispatch', () => {
  it('makes the call on the connection of the picked endpoint, as an attempt of it', async () => {
    const seen: (Attempt | undefined)[] = [];
    transport.handler = (request, { attempt }, { endpoint }) => {
      seen.push(attempt && { ...attempt });
      return { request, by: endpoint.id };
    };
    const context = contextFor(get);
    await expect(call(context)).resolves.toEqual({ request: { text: 'hi' }, by: 'quotes-1' });
    expect(seen).toEqual([{ number: 1, reason: 'first', sent: false, endpointId: 'quotes-1' }]);
    expect(context.attempts).toMatchObject([{ endpointId: 'quotes-1', code: 'OK' }]);
  });

  it('reports the latency of a success, once', async () => {
    transport.handler = () => new Promise((resolve) => setTimeout(resolve, 40, { text: 'hello' }));
    const answer = call(contextFor(get));
    await jest.advanceTimersByTimeAsync(39);
    expect(outcomes).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    await answer;
    expect(outcomes).toEqual([{ kind: 'success', latencyMs: 40 }]);
  });

  it.each<{ code: Exclude<Code, 'OK'>; outcome: Outcome }>([
    { code: 'UNAVAILABLE', outcome: { kind: 'failure', latencyMs: 0 } },
    { code: 'INVALID_ARGUMENT', outcome: { kind: 'success', latencyMs: 0 } },
    { code: 'RESOURCE_EXHAUSTED', outcome: { kind: 'refused' } },
    { code: 'CANCELLED', outcome: { kind: 'cancelled' } },
  ])('reports $code as $outcome.kind, once', async ({ code, outcome }) => {
    transport.handler = failing(1, code);
    const context = contextFor(get);
    await expect(failureOf(call(context))).resolves.toBe(`${code}: quotes-1 failed`);
    expect(outcomes).toEqual([outcome]);
    expect(context.attempts).toMatchObject([{ code }]);
  });

  it.each<{ code: Exclude<Code, 'OK'>; leftMs: number; kind: Outcome['kind'] }>([
    { code: 'DEADLINE_EXCEEDED', leftMs: 5, kind: 'cancelled' },
    { code: 'DEADLINE_EXCEEDED', leftMs: 99, kind: 'cancelled' },
    { code: 'DEADLINE_EXCEEDED', leftMs: 100, kind: 'failure' },
    { code: 'DEADLINE_EXCEEDED', leftMs: Infinity, kind: 'failure' },
    { code: 'UNAVAILABLE', leftMs: 5, kind: 'failure' },
  ])('reports $code of an attempt with $leftMs ms left as $kind', async ({ code, leftMs, kind }) => {
    transport.handler = () => {
      throw new CallError(code, 'no');
    };
    const deadline = performance.now() + leftMs;
    await failureOf(call(contextFor(get, { deadline })));
    expect(outcomes).toMatchObject([{ kind }]);
  });

  it.each([
    [new TypeError('text is not a string'), 'UNKNOWN: text is not a string'],
    [
      new CallError('INVALID_ARGUMENT', 'cannot be called like this'),
      'INVALID_ARGUMENT: cannot be called like this',
    ],
  ])('learns nothing about the endpoint from a request that cannot be sent: %s', async (error, told) => {
    transport.handler = () => {
      throw error;
    };
    await expect(failureOf(call(contextFor(get)))).resolves.toBe(told);
    expect(outcomes).toEqual([{ kind: 'cancelled' }]);
  });

  it('avoids the endpoints that the call tried', async () => {
    const context = contextFor(get);
    const tried: Attempt = { number: 1, reason: 'first', sent: true, endpointId: 'quotes-1' };
    const attempt: Attempt = { number: 2, reason: 'retry', sent: false };
    context.attempts.push(tried, attempt);
    await expect(call({ ...context, attempt, hashKey: 'ada' })).resolves.toEqual({ text: 'quotes-2' });
    expect(pickedWith).toEqual([{ avoid: new Set(['quotes-1']), hashKey: 'ada' }]);
  });

  it('picks with the hash key from the first attempt on', async () => {
    await call(contextFor(get, { hashKey: 'ada' }));
    expect(pickedWith).toEqual([{ hashKey: 'ada' }]);
  });

  it('picks nothing when there is no endpoint, and leaves the attempt without one', async () => {
    transport.to('quotes-1').become('failed');
    transport.to('quotes-2').become('failed');
    const context = contextFor(get);
    await expect(failureOf(call(context))).resolves.toMatch(/^UNAVAILABLE: .* can be reached$/);
    expect(context.attempts).toEqual([{ number: 1, reason: 'first', sent: false }]);
    expect(outcomes).toEqual([]);
  });

  it('asks for the middleware once for each connection', async () => {
    const asked: string[] = [];
    const around = ({ id }: Endpoint): Middleware => {
      asked.push(id);
      return bare;
    };
    const repeated = dispatch(pool, around, () => 100);
    for (let calls = 0; calls < 4; calls++) await repeated({}, contextFor(get));
    expect(asked).toEqual(['quotes-1', 'quotes-2']);
  });
});

describe('dispatch of a stream', () => {
  it('reports at its end only, and no latency', async () => {
    const stream = new FakeStream(['one']);
    transport.handler = () => stream;
    const context = contextFor(watch);
    await expect(call(context)).resolves.toBe(stream);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(outcomes).toEqual([]);
    stream.end();
    await settle();
    expect(outcomes).toEqual([{ kind: 'success' }]);
    expect(context.attempts).toMatchObject([{ code: 'OK' }]);
  });

  it('reports what ended it', async () => {
    const stream = new FakeStream();
    transport.handler = () => stream;
    const context = contextFor(watch);
    await call(context);
    stream.fail(new CallError('UNAVAILABLE', 'reset'));
    await settle();
    expect(outcomes).toEqual([{ kind: 'failure' }]);
    expect(context.attempts).toMatchObject([{ code: 'UNAVAILABLE' }]);
  });

  it('does not blame the endpoint when it lasted as long as it was wanted', async () => {
    transport.handler = () => new FakeStream();
    await call(contextFor(watch, { deadline: performance.now() + 30_000 }));
    await jest.advanceTimersByTimeAsync(30_000);
    expect(outcomes).toEqual([{ kind: 'cancelled' }]);
  });

  it('blames the endpoint that gives up early', async () => {
    const stream = new FakeStream();
    transport.handler = () => stream;
    await call(contextFor(watch));
    stream.fail(new CallError('DEADLINE_EXCEEDED', 'the query took too long'));
    await settle();
    expect(outcomes).toEqual([{ kind: 'failure' }]);
  });

  it('reports no latency when it fails before its headers', async () => {
    transport.handler = failing(1, 'NOT_FOUND');
    await expect(failureOf(call(contextFor(watch)))).resolves.toBe('NOT_FOUND: quotes-1 failed');
    expect(outcomes).toEqual([{ kind: 'success' }]);
  });
});
