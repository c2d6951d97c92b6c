import type { FastifyInstance } from 'fastify';
import { createRegistryApp } from './app';
import type { RegistryOptions } from './app';
import { send } from './testing/exchange';

const register = '/v1/agent/service/register';
let app: FastifyInstance;

afterEach(async () => {
  jest.useRealTimers();
  await app.close();
});

function create(options?: RegistryOptions): FastifyInstance {
  return (app = createRegistryApp(options));
}

function put(url: string, payload: string | Buffer = '', headers = {}) {
  return app.inject({ method: 'PUT', url, payload, headers });
}

const deep = '['.repeat(30_000);

it.each([
  ['broken JSON', '{"Name":'],
  ['JSON that is too deep', deep],
  ['an array', '[]'],
  ['a string', '"greeter"'],
  ['a number', '12'],
  ['binary', Buffer.from([0, 255, 254, 1])],
  ['two documents', '{"Name":"a"}{"Name":"b"}'],
  ['a prototype for a name', '{"Name":{"__proto__":"x"}}'],
  ['a prototype', '{"__proto__":{"Name":"x"}}'],
  ['a huge port', '{"Name":"a","Port":1e400}'],
  ['a long name', JSON.stringify({ Name: 'n'.repeat(257) })],
  ['too many tags', JSON.stringify({ Name: 'n', Tags: Array(65).fill('t') })],
  ['an endless TTL', '{"Name":"a","Check":{"TTL":"1h 1h"}}'],
])('refuses a body of %s, and goes on', async (_, body) => {
  create();
  const { statusCode, payload } = await put(register, body);
  expect(statusCode).toBe(400);
  expect(payload).not.toBe('');
  expect((await put(register, '{"Name":"greeter"}')).statusCode).toBe(200);
  expect((await app.inject('/v1/catalog/services')).json()).toEqual({ consul: [], greeter: [] });
});

it.each([
  ['a path that is not encoded well', 'GET', '/v1/health/service/%zz', 400],
  ['a name that is a prototype', 'GET', '/v1/health/service/__proto__', 200],
  ['a very long name', 'GET', `/v1/health/service/${'n'.repeat(5000)}`, 200],
  ['a very long check id', 'PUT', `/v1/agent/check/pass/${'n'.repeat(5000)}`, 500],
  ['a switch twice', 'GET', '/v1/health/service/a?passing=x&passing=1', 400],
  ['an index twice', 'GET', '/v1/health/service/a?index=0&index=x', 200],
  ['a filter', 'GET', '/v1/health/service/a?filter=Service.Tags', 400],
  ['another datacenter', 'GET', '/v1/health/service/a?dc=dc2', 500],
  ['an index beyond 64 bits', 'GET', `/v1/health/service/a?index=${'9'.repeat(21)}`, 400],
] as const)('answers %s', async (_, method, url, status) => {
  create();
  expect((await app.inject({ method, url })).statusCode).toBe(status);
});

it('keeps metadata that looks like a prototype as metadata', async () => {
  create();
  await put(register, '{"Name":"a","Meta":{"__proto__":"x","constructor":"y"}}');
  const [{ Service }] = (await app.inject('/v1/health/service/a')).json<[{ Service: { Meta: object } }]>();
  expect(Object.entries(Service.Meta)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

it('refuses a body above 64 KiB', async () => {
  create();
  expect((await put(register, 'x'.repeat(64 * 1024 + 1))).statusCode).toBe(413);
});

it.each(['application/json', 'application/x-www-form-urlencoded', 'text/plain', ''])(
  'does not mind the content type %j',
  async (type) => {
    create();
    const headers = type ? { 'content-type': type } : {};
    expect((await put(register, '{"Name":"a"}', headers)).statusCode).toBe(200);
  },
);

it('refuses one instance too many with a clear word', async () => {
  create({ maxInstances: 1 });
  await put(register, '{"Name":"a"}');
  const { statusCode, payload } = await put(register, '{"Name":"b"}');
  expect([statusCode, payload]).toEqual([
    503,
    'The registry is full: it holds 1 instances; deregister some first',
  ]);
});

it.each([
  ['one key too many', { maxKeys: 1 }, 'holds 1 keys'],
  ['one byte too many', { maxKvBytes: 6 }, 'holds 6 bytes'],
])('refuses %s with a clear word', async (_, options, why) => {
  create(options);
  expect((await put('/v1/kv/a', '12345')).statusCode).toBe(200);
  const { statusCode, payload } = await put('/v1/kv/b', '');
  expect([statusCode, payload]).toEqual([503, `The key-value store is full: it ${why}; delete some first`]);
  expect((await app.inject('/v1/kv/a?raw')).payload).toBe('12345');
});

it.each([
  ['a lock', '/v1/kv/a?acquire=x', 400],
  ['an unlock', '/v1/kv/a?release=x', 400],
  ['flags that JavaScript cannot hold', '/v1/kv/a?flags=9007199254740992', 500],
])('refuses %s', async (_, url, status) => {
  create();
  expect((await put(url, 'x')).statusCode).toBe(status);
  expect((await app.inject('/v1/kv/a')).statusCode).toBe(404);
});

it('keeps bytes that are no text, and keys that look like a prototype', async () => {
  create();
  await put('/v1/kv/__proto__', Buffer.from([0, 255, 254]));
  expect((await app.inject('/v1/kv/__proto__?raw')).rawPayload).toEqual(Buffer.from([0, 255, 254]));
});

it('refuses a value above 512 KiB that does not say its size', async () => {
  const address = await create().listen({ port: 0, host: '127.0.0.1' });
  const body = new Blob(['x'.repeat(512 * 1024 + 1)]).stream();
  const { status } = await fetch(`${address}/v1/kv/a`, { method: 'PUT', body, duplex: 'half' });
  expect(status).toBe(413);
});

it('refuses one blocking query too many, and has room when an asker left', async () => {
  const address = await create({ maxWaiting: 1 }).listen({ port: 0, host: '127.0.0.1' });
  const asker = new AbortController();
  const first = fetch(`${address}/v1/health/service/a?index=9&wait=1m`, { signal: asker.signal });
  await statusBecomes(503, address);
  asker.abort();
  await expect(first).rejects.toThrow('aborted');
  await statusBecomes(200, address);
});

/** Asks with a short wait until the answer has this status. */
async function statusBecomes(status: number, address: string): Promise<void> {
  const seen: number[] = [];
  for (let tries = 0; tries < 100 && seen.at(-1) !== status; tries++) {
    seen.push((await send(address, { path: '/v1/health/service/a?index=9&wait=1ms' })).status);
  }
  expect(seen.at(-1)).toBe(status);
}

it('refuses pending blocking queries and closes at once', async () => {
  const address = await create().listen({ port: 0, host: '127.0.0.1' });
  const pending = [1, 2, 3].map((n) => send(address, { path: `/v1/health/service/s${n}?index=9&wait=10m` }));
  await send(address, { path: '/v1/status/leader' });
  const startedAt = performance.now();
  await app.close();
  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect((await Promise.all(pending)).map(({ status }) => status)).toEqual([503, 503, 503]);
});

it('sweeps by its clock', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  let now = 0;
  create({ clock: () => now });
  await app.ready();
  await put(register, '{"Name":"a","Check":{"TTL":"15s","Status":"passing"}}');
  now = 15_000;
  jest.advanceTimersByTime(100);
  expect((await app.inject('/v1/health/service/a?passing')).json()).toEqual([]);
  await app.close();
  expect(jest.getTimerCount()).toBe(0);
});

it('names itself', async () => {
  create();
  const { Config, Meta } = (await app.inject('/v1/agent/self')).json<{ Config: object; Meta: object }>();
  expect(Config).toMatchObject({ Datacenter: 'dc1', Server: true });
  expect(Meta).toEqual({ 'flotilla-embedded': 'true' });
});
