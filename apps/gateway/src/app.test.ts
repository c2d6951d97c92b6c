import type { FastifyInstance } from 'fastify';
import { createApp } from './app';
import { FakeGreeter } from './testing/fake-greeter';
import { FakeOrders } from './testing/fake-orders';
import { problemOf } from './testing/problem-of';
import { quietLogger } from './testing/quiet-logger';

const warnings = jest.spyOn(process, 'emitWarning');
let app: FastifyInstance;

beforeEach(() => {
  app = createApp({ greeter: new FakeGreeter(), orders: new FakeOrders() }, quietLogger());
});
afterEach(() => app.close());

describe('what is not there', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/api'],
    ['GET', '/api/greetings'],
    ['GET', '/api/greetings/Ada/again'],
    ['GET', '/API/greetings/Ada'],
    ['POST', '/nowhere'],
  ] as const)('%s %s is 404', async (method, url) => {
    const problem = problemOf(await app.inject({ method, url }));
    expect(problem).toEqual({
      title: 'Not Found',
      status: 404,
      detail: `there is no ${method} ${url}; see /openapi.json`,
      code: 'NOT_FOUND',
    });
  });

  it('is named without its query, and not at length', async () => {
    const { detail } = problemOf(await app.inject(`/${'x'.repeat(10_000)}?secret`));
    expect(detail).toBe(`there is no GET /${'x'.repeat(99)}…; see /openapi.json`);
  });
});

describe('a method that a route does not have', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])('%s is 405', async (method) => {
    const response = await app.inject({ method: method as 'GET', url: '/api/greetings/Ada?foo=1' });
    expect(response.headers['allow']).toBe('GET, HEAD, OPTIONS');
    expect(problemOf(response)).toEqual({
      title: 'Method Not Allowed',
      status: 405,
      detail: `${method} is not possible here; try GET, HEAD, OPTIONS`,
      code: 'UNIMPLEMENTED',
    });
  });

  it.each([
    ['/api/greetings/Ada/stream', 'GET, HEAD, OPTIONS'],
    ['/api/orders', 'GET, HEAD, POST, OPTIONS'],
    ['/api/orders/7', 'GET, HEAD, OPTIONS'],
    ['/api/orders/7/cancel', 'POST, OPTIONS'],
    ['/api/orders/7/events', 'GET, HEAD, OPTIONS'],
    ['/api/products', 'GET, HEAD, OPTIONS'],
    ['/openapi.json', 'GET, HEAD, OPTIONS'],
    ['/docs', 'GET, HEAD, OPTIONS'],
  ])('is 405 at %s, which allows %s', async (url, allow) => {
    const response = await app.inject({ method: 'DELETE', url });
    expect([response.statusCode, response.headers['allow']]).toEqual([405, allow]);
  });

  it('is refused before its body is looked at', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await app.inject({ method: 'POST', url: '/api/greetings/Ada', headers, payload: '{' });
    expect(response.statusCode).toBe(405);
  });
});

it('answers OPTIONS with the methods that there are', async () => {
  const response = await app.inject({ method: 'OPTIONS', url: '/api/greetings/Ada' });
  expect([response.statusCode, response.headers['allow'], response.body]).toEqual([
    204,
    'GET, HEAD, OPTIONS',
    '',
  ]);
});

it('answers HEAD as GET, without the body', async () => {
  const [head, get] = [
    await app.inject({ method: 'HEAD', url: '/api/greetings/Ada' }),
    await app.inject('/api/greetings/Ada'),
  ];
  expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([
    200,
    '',
    get.headers['content-length'],
  ]);
});

it.each([
  ['GET', '/api/greetings/Ada', 200],
  ['GET', '/api/greetings/Ada?language=xx', 400],
  ['GET', '/api/greetings/%ZZ', 400],
  ['GET', '/nowhere', 404],
  ['POST', '/api/greetings/Ada', 405],
  ['OPTIONS', '/api/greetings/Ada', 204],
  ['GET', '/openapi.json', 200],
  ['GET', '/api/greetings/Ada/stream', 200],
  ['GET', '/api/products', 200],
  ['POST', '/api/orders', 400],
  ['POST', '/docs', 405],
] as const)('sends security headers with %s %s (%i)', async (method, url, status) => {
  const response = await app.inject({ method, url });
  expect(response.statusCode).toBe(status);
  expect(response.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});

it('warns of nothing when it starts', async () => {
  await app.ready();
  expect(warnings).not.toHaveBeenCalled();
});

it('has the routes of further services, and refuses their other methods', async () => {
  const routes = [(api: FastifyInstance) => void api.get('/api/time', () => ({ now: 0 }))];
  const own = createApp(
    { greeter: new FakeGreeter(), orders: new FakeOrders() },
    { ...quietLogger(), routes },
  );
  expect((await own.inject('/api/time')).json()).toEqual({ now: 0 });
  expect((await own.inject({ method: 'DELETE', url: '/api/time' })).statusCode).toBe(405);
  await own.close();
});
