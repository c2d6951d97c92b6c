import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';
import { createEdge } from './create-edge';

const strict = { additionalProperties: false };
const Line = Type.Object(
  { sku: Type.String({ maxLength: 20 }), quantity: Type.Integer({ minimum: 1 }) },
  strict,
);
const Order = Type.Object({ customer: Type.String(), lines: Type.Array(Line, { minItems: 1 }) }, strict);
const order = { customer: 'ada', lines: [{ sku: 'tea', quantity: 2 }] };

let app: FastifyInstance;

beforeEach(() => {
  app = createEdge(quietLogger().logger);
  app.post('/orders', { schema: { body: Order } }, async ({ body }) => body);
});
afterEach(() => app.close());

function post(payload: string, contentType = 'application/json') {
  const headers = { 'content-type': contentType };
  return app.inject({ method: 'POST', url: '/orders', headers, payload });
}

it('hands a good body to the route', async () => {
  const response = await post(JSON.stringify(order));
  expect([response.statusCode, response.json()]).toEqual([200, order]);
});

it.each([
  ['a wrong type', { ...order, customer: 7 }, 'body.customer', 'must be string'],
  [
    'a number as text',
    { ...order, lines: [{ sku: 'tea', quantity: '2' }] },
    'body.lines.0.quantity',
    'must be integer',
  ],
  [
    'a number out of range',
    { ...order, lines: [{ sku: 'tea', quantity: 0 }] },
    'body.lines.0.quantity',
    'must be >= 1',
  ],
  ['an unknown property', { ...order, coupon: 'x' }, 'body.coupon', 'is not known here'],
  [
    'an unknown property within',
    { ...order, lines: [{ ...order.lines[0], price: 0 }] },
    'body.lines.0.price',
    'is not known here',
  ],
  ['a property missing', { lines: order.lines }, 'body.customer', 'is required'],
  ['no lines', { ...order, lines: [] }, 'body.lines', 'must NOT have fewer than 1 items'],
  ['a list', [order], 'body', 'must be object'],
  ['null', null, 'body', 'must be object'],
])('refuses %s with 400 and names it', async (_what, body, path, reason) => {
  expect(problemOf(await post(JSON.stringify(body)))).toEqual({
    title: 'Bad Request',
    status: 400,
    detail: `${path} ${reason}`,
    code: 'INVALID_ARGUMENT',
    errors: [{ path, reason }],
  });
});

it.each([
  ['broken JSON', '{"customer":', 400, 'body', 'must be JSON'],
  ['broken JSON of 60 kB', 'x'.repeat(60_000), 400, 'body', 'must be JSON'],
  ['an empty body', '', 400, 'body', 'is required'],
  ['a prototype', '{"__proto__":{"admin":true}}', 400, 'body', 'must be JSON'],
  ['a constructor', '{"constructor":{"prototype":{}}}', 400, 'body', 'must be JSON'],
  [
    'a body above 64 KiB',
    JSON.stringify('x'.repeat(64 * 1024)),
    413,
    'body',
    'must not be larger than 64 KiB',
  ],
])('refuses %s', async (_what, payload, status, path, reason) => {
  expect(problemOf(await post(payload))).toMatchObject({
    status,
    code: 'INVALID_ARGUMENT',
    detail: `${path} ${reason}`,
    errors: [{ path, reason }],
  });
});

it('takes a body of just 64 KiB', async () => {
  const text = JSON.stringify({ ...order, customer: '' });
  const customer = 'x'.repeat(64 * 1024 - text.length);
  expect((await post(JSON.stringify({ ...order, customer }))).statusCode).toBe(200);
});

it.each([
  ['text', 'text/plain'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['nonsense', 'nonsense'],
  ['8 kB of nonsense', `application/${'x'.repeat(8_000)}`],
])('refuses %s as content type', async (_what, contentType) => {
  expect(problemOf(await post('{}', contentType))).toMatchObject({
    status: 415,
    detail: 'header.content-type must be application/json',
    errors: [{ path: 'header.content-type', reason: 'must be application/json' }],
  });
});

it('names ten mistakes at most', async () => {
  const lines = Array.from({ length: 500 }, () => ({ sku: 7, quantity: 'x' }));
  expect(problemOf(await post(JSON.stringify({ ...order, lines }))).errors).toHaveLength(10);
});
