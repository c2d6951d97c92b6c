import { randomBytes } from 'node:crypto';
import { registries, startApp, startFleet, startOtlpReceiver, until } from '@flotilla/testing';
import type { AppProcess, Fleet, OtlpReceiver, ReceivedSpan, RegistryUnderTest } from '@flotilla/testing';

const sayHello = 'flotilla.greeter.v1.GreeterService/SayHello';
const policyKey = 'flotilla/policies/greeter';

let receiver: OtlpReceiver;
let registry: RegistryUnderTest;
let fleet: Fleet;
/** Samples nothing of its own. */
let unsampling: AppProcess;

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  registry = await registries.embedded();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, TRUST_TRACEPARENT: 'true' };
  const gateway = { ...env, ...registry.env, PORT: '0', INSTANCE_ID: 'gateway-9' };
  [fleet, unsampling] = await Promise.all([
    startFleet({ registry, greeters: 2, orders: 1, env: { ...env, OTEL_TRACES_SAMPLER_ARG: '1' } }),
    startApp('gateway', { ...gateway, OTEL_TRACES_SAMPLER_ARG: '0' }),
  ]);
}, 60_000);

afterAll(async () => {
  await unsampling?.stop();
  await fleet?.stop();
  await registry?.close();
  await receiver?.close();
}, 30_000);

/** What the caller of a request sends of its trace. */
function traceOfCaller(flags = '01') {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-${flags}` } };
}

function childrenOf(parent: { readonly spanId: string } | undefined, spans: readonly ReceivedSpan[]) {
  return spans.filter(({ parentSpanId }) => parentSpanId === parent?.spanId);
}

/** The only child. */
function childOf(parent: { readonly spanId: string } | undefined, spans: readonly ReceivedSpan[]) {
  const [child, ...others] = childrenOf(parent, spans);
  expect(others).toEqual([]);
  return child;
}

/** Requests under this policy until one that began at greeter-1 has made a second attempt for this reason; its trace. */
async function traceOfTwoAttempts(reason: 'retry' | 'hedge', policy: object) {
  const client = registry.open();
  await client.config.put(policyKey, JSON.stringify({ balancing: { policy: 'round_robin' }, ...policy }));
  await client.close();
  let trace = await greetAndTrace();
  await until(`a request makes a ${reason}`, 15_000, async () => {
    const [first, second] = trace.attempts.map(({ attributes }) => attributes);
    const isWanted =
      first?.['flotilla.endpoint.id'] === 'greeter-1' && second?.['flotilla.attempt.reason'] === reason;
    if (isWanted) return true;
    trace = await greetAndTrace();
    return false;
  });
  return trace;
}

/** What was recorded of a request; nothing unless it made two attempts, and both arrived. */
async function greetAndTrace() {
  const caller = traceOfCaller();
  const headers = { ...caller.headers, 'x-explain': '1' };
  const answer = await fetch(`${fleet.gatewayUrl}/api/greetings/Ada`, { headers });
  expect(answer.status).toBe(200);
  if (!answer.headers.get('server-timing')?.includes('2 attempts')) {
    return { spans: [], call: undefined, attempts: [] };
  }
  const spans = await receiver.trace(caller.traceId, 6).catch(() => []);
  const call = childOf(childOf(caller, spans), spans);
  return { spans, call, attempts: childrenOf(call, spans).sort(byNumber) };
}

function byNumber(a: ReceivedSpan, b: ReceivedSpan): number {
  return Number(a.attributes['flotilla.attempt.number']) - Number(b.attributes['flotilla.attempt.number']);
}

function eventsOf(span: ReceivedSpan | undefined): string[] | undefined {
  return span?.events.map(({ name }) => name);
}

it('goes from the caller through the gateway, the call and its attempt to the greeter', async () => {
  const caller = traceOfCaller();
  await fetch(`${fleet.gatewayUrl}/api/greetings/Ada`, { headers: caller.headers });
  const spans = await receiver.trace(caller.traceId, 4);
  expect(spans).toHaveLength(4);
  const request = childOf(caller, spans);
  const call = childOf(request, spans);
  const attempt = childOf(call, spans);
  const handler = childOf(attempt, spans);
  const route = 'GET /api/greetings/:name';
  expect(request).toMatchObject({ name: route, kind: 'server', resource: { 'service.name': 'gateway' } });
  expect(call).toMatchObject({ name: sayHello, kind: 'internal', resource: { 'service.name': 'gateway' } });
  expect(attempt).toMatchObject({ name: sayHello, kind: 'client', resource: { 'service.name': 'gateway' } });
  expect(handler).toMatchObject({ name: sayHello, kind: 'server', resource: { 'service.name': 'greeter' } });
  expect(handler?.resource['service.instance.id']).toBe(attempt?.attributes['flotilla.endpoint.id']);
  expect(spans.flatMap(({ events }) => events)).toEqual([]);
});

it('begins at the gateway without a caller, and crosses to the orders', async () => {
  const answer = await fetch(`${fleet.gatewayUrl}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'traces-1' },
    body: JSON.stringify({ customerId: 'ada', lines: [{ sku: 'TEA-OOLONG', quantity: 1 }] }),
  });
  expect(answer.status).toBe(201);
  const isRoot = ({ name }: ReceivedSpan): boolean => name === 'POST /api/orders';
  await until('the request was exported', 5_000, () => receiver.spans.some(isRoot));
  const root = receiver.spans.find(isRoot);
  const spans = await receiver.trace(root?.traceId ?? '', 4);
  expect(root?.parentSpanId).toBeUndefined();
  const handler = childOf(childOf(childOf(root, spans), spans), spans);
  expect(handler).toMatchObject({ kind: 'server', resource: { 'service.name': 'orders' } });
});

it('ends the spans of a stream with the stream', async () => {
  const { traceId, spanId, headers } = traceOfCaller();
  const path = '/api/greetings/Ada/stream?count=3&intervalMs=100';
  await (await fetch(fleet.gatewayUrl + path, { headers })).text();
  const spans = await receiver.trace(traceId, 4);
  const request = childOf({ spanId }, spans);
  const attempt = childOf(childOf(request, spans), spans);
  expect(childOf(attempt, spans)).toMatchObject({ resource: { 'service.name': 'greeter' } });
  for (const { durationMs } of spans) expect(durationMs).toBeGreaterThan(190);
});

it('is recorded nowhere when the gateway does not sample it, unless its caller does', async () => {
  const [unsampled, sampled] = [traceOfCaller('00'), traceOfCaller('01')];
  const url = `http://${unsampling.address}/api/greetings/Ada`;
  for (const headers of [{}, unsampled.headers, sampled.headers]) await fetch(url, { headers });
  await expect(receiver.trace(sampled.traceId, 4)).resolves.toHaveLength(4);
  const recorded = receiver.spans.filter(({ resource }) => resource['service.instance.id'] === 'gateway-9');
  expect(new Set(recorded.map(({ traceId }) => traceId))).toEqual(new Set([sampled.traceId]));
  expect(receiver.spans.filter(({ traceId }) => traceId === unsampled.traceId)).toEqual([]);
});

it('has a span for each attempt of a call that is retried, and the retry as an event of the call', async () => {
  const { spans, call, attempts } = await traceOfTwoAttempts('retry', {
    faults: [{ code: 'UNAVAILABLE', instances: ['greeter-1'] }],
  });
  const [first, second] = attempts;
  expect(eventsOf(call)).toEqual(['retry']);
  expect(first).toMatchObject({ failure: expect.any(String), links: [] });
  expect(second).toMatchObject({
    attributes: { 'flotilla.attempt.number': 2, 'flotilla.endpoint.id': 'greeter-2' },
    failure: undefined,
    links: [first?.spanId],
  });
  expect(eventsOf(childOf(first, spans))).toEqual(['fault_injected']);
  expect(childOf(second, spans)).toMatchObject({ resource: { 'service.instance.id': 'greeter-2' } });
  expect([first, second].flatMap(eventsOf)).toEqual([]);
});

it('links a hedge to the attempt that it runs beside', async () => {
  const { spans, call, attempts } = await traceOfTwoAttempts('hedge', {
    hedging: { delayMs: 50, maxRatio: 1 },
    faults: [{ latencyMs: 900, instances: ['greeter-1'] }],
  });
  const [first, hedge] = attempts;
  expect(eventsOf(call)).toEqual(['hedge', 'hedge_won']);
  expect(first).toMatchObject({ attributes: { 'rpc.grpc.status_code': 1 }, failure: undefined });
  expect(hedge).toMatchObject({
    attributes: { 'flotilla.attempt.number': 2, 'flotilla.endpoint.id': 'greeter-2' },
    failure: undefined,
    links: [first?.spanId],
  });
  expect(eventsOf(childOf(first, spans))).toEqual(['fault_injected']);
  expect(childOf(hedge, spans)).toMatchObject({ resource: { 'service.instance.id': 'greeter-2' } });
});
