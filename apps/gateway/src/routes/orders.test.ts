import type { FastifyInstance } from 'fastify';
import { badField, CallError } from '@flotilla/call';
import { OrderStatus } from '@flotilla/contracts';
import { createApp } from '../app';
import { FakeGreeter } from '../testing/fake-greeter';
import { anOrder, FakeOrders, orderId } from '../testing/fake-orders';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';

const price = { minorUnits: 1250, currency: 'EUR' };
const placedJson = {
  id: orderId,
  customerId: 'ada',
  status: 'placed',
  lines: [{ sku: 'TEA-OOLONG', quantity: 2, unitPrice: price }],
  total: { minorUnits: 2500, currency: 'EUR' },
  placedAt: '2026-11-22T10:00:00.000Z',
  updatedAt: '2026-11-22T10:00:00.000Z',
};
const cancelledJson = { ...placedJson, status: 'cancelled', updatedAt: '2026-11-22T10:00:01.500Z' };
const line = { sku: 'TEA-OOLONG', quantity: 2 };
const body = { customerId: 'ada', lines: [line] };

let orders: FakeOrders;
let app: FastifyInstance;

beforeEach(() => {
  orders = new FakeOrders();
  app = createApp({ greeter: new FakeGreeter(), orders }, quietLogger());
});
afterEach(() => app.close());

function place(payload: unknown = body, headers: Record<string, string> = { 'idempotency-key': 'key-1' }) {
  const all = { 'content-type': 'application/json', ...headers };
  return app.inject({ method: 'POST', url: '/api/orders', headers: all, payload: JSON.stringify(payload) });
}

const noSuchOrder = new CallError('NOT_FOUND', `there is no order ${orderId}`);

describe('POST /api/orders', () => {
  it('places an order, and says where it is', async () => {
    const response = await place();
    expect([response.statusCode, response.headers['location'], response.json()]).toEqual([
      201,
      `/api/orders/${orderId}`,
      placedJson,
    ]);
    expect(orders.requests).toEqual([{ ...body, idempotencyKey: 'key-1' }]);
  });

  it('is called, as GET /api/orders is, with the customer as the key', async () => {
    await place();
    await app.inject('/api/orders?customerId=grace');
    expect(orders.hashKeys).toEqual(['ada', 'grace']);
  });

  it('keeps the largest amount of money exact', async () => {
    const most = { minorUnits: 2n ** 53n - 1n, currency: 'EUR' };
    orders.order = anOrder({ total: most });
    expect((await place()).body).toContain('"minorUnits":9007199254740991');
  });

  const characters = 'must NOT have';
  it.each([
    ['no customer', { lines: [line] }, 'body.customerId', 'is required'],
    [
      'an empty customer',
      { ...body, customerId: '' },
      'body.customerId',
      `${characters} fewer than 1 characters`,
    ],
    [
      'a long customer',
      { ...body, customerId: 'x'.repeat(65) },
      'body.customerId',
      `${characters} more than 64 characters`,
    ],
    [
      'a customer with a space',
      { ...body, customerId: 'a b' },
      'body.customerId',
      'must match pattern "^[A-Za-z0-9_-]*$"',
    ],
    ['no lines', { ...body, lines: [] }, 'body.lines', `${characters} fewer than 1 items`],
    [
      '101 lines',
      { ...body, lines: Array(101).fill(line) },
      'body.lines',
      `${characters} more than 100 items`,
    ],
    ['no quantity', { ...body, lines: [{ sku: 'x' }] }, 'body.lines.0.quantity', 'is required'],
    [
      'quantity 0',
      { ...body, lines: [line, { ...line, quantity: 0 }] },
      'body.lines.1.quantity',
      'must be >= 1',
    ],
    [
      'quantity 10⁹',
      { ...body, lines: [{ ...line, quantity: 1e9 }] },
      'body.lines.0.quantity',
      'must be <= 1000',
    ],
    [
      'quantity 1.5',
      { ...body, lines: [{ ...line, quantity: 1.5 }] },
      'body.lines.0.quantity',
      'must be integer',
    ],
    [
      'quantity as text',
      { ...body, lines: [{ ...line, quantity: '2' }] },
      'body.lines.0.quantity',
      'must be integer',
    ],
    [
      'an empty sku',
      { ...body, lines: [{ ...line, sku: '' }] },
      'body.lines.0.sku',
      `${characters} fewer than 1 characters`,
    ],
    [
      'a long sku',
      { ...body, lines: [{ ...line, sku: 'x'.repeat(33) }] },
      'body.lines.0.sku',
      `${characters} more than 32 characters`,
    ],
    [
      'a price',
      { ...body, lines: [{ ...line, unitPrice: price }] },
      'body.lines.0.unitPrice',
      'is not known here',
    ],
    ['a total', { ...body, total: price }, 'body.total', 'is not known here'],
    ['a status', { ...body, status: 'cancelled' }, 'body.status', 'is not known here'],
    ['a key in the body', { ...body, idempotencyKey: 'x' }, 'body.idempotencyKey', 'is not known here'],
  ])('refuses %s', async (_what, payload, path, reason) => {
    expect(problemOf(await place(payload))).toMatchObject({
      status: 400,
      code: 'INVALID_ARGUMENT',
      errors: [{ path, reason }],
    });
    expect(orders.requests).toEqual([]);
  });

  it('refuses 10 000 lines by their size', async () => {
    expect(problemOf(await place({ ...body, lines: Array(10_000).fill(line) }))).toMatchObject({
      status: 413,
      errors: [{ path: 'body', reason: 'must not be larger than 64 KiB' }],
    });
  });

  it.each([
    ['no key', {}, 'is required'],
    ['an empty key', { 'idempotency-key': '' }, 'must NOT have fewer than 1 characters'],
    ['a huge key', { 'idempotency-key': 'x'.repeat(129) }, 'must NOT have more than 128 characters'],
    ['a key with a space', { 'idempotency-key': 'a b' }, 'must match pattern "^[!-~]*$"'],
    ['a key that is not ASCII', { 'idempotency-key': 'é' }, 'must match pattern "^[!-~]*$"'],
  ])('refuses %s', async (_what, headers, reason) => {
    expect(problemOf(await place(body, headers as Record<string, string>))).toMatchObject({
      status: 400,
      errors: [{ path: 'header.idempotency-key', reason }],
    });
    expect(orders.requests).toEqual([]);
  });

  it.each(['!', '~'.repeat(128)])('takes the key %s', async (key) => {
    expect((await place(body, { 'idempotency-key': key })).statusCode).toBe(201);
  });

  it('answers 422 when the key was used for another order', async () => {
    orders.failure = new CallError('FAILED_PRECONDITION', 'the key was used at 10:00');
    expect(problemOf(await place())).toEqual({
      title: 'Unprocessable Entity',
      status: 422,
      detail: 'header.idempotency-key was used for another order',
      code: 'FAILED_PRECONDITION',
      errors: [{ path: 'header.idempotency-key', reason: 'was used for another order' }],
    });
  });

  it.each<[string, CallError, object]>([
    [
      'an unknown sku',
      badField({ path: 'lines.0.sku', reason: 'must be a product, got "x"' }),
      { status: 400, errors: [{ path: 'body.lines.0.sku', reason: 'must be a product, got "x"' }] },
    ],
    [
      'a key that only the service refuses',
      badField({ path: 'idempotencyKey', reason: 'must be new' }),
      { status: 400, errors: [{ path: 'header.idempotency-key', reason: 'must be new' }] },
    ],
    [
      'the same order twice at once',
      new CallError('ABORTED', 'it is being placed; ask again'),
      { status: 409, detail: 'it is being placed; ask again' },
    ],
    ['a database that is down', new CallError('UNAVAILABLE', 'no'), { status: 503, code: 'UNAVAILABLE' }],
  ])('passes on what the service says of %s', async (_what, failure, problem) => {
    orders.failure = failure;
    expect(problemOf(await place())).toMatchObject(problem);
  });
});

describe('GET /api/orders', () => {
  it.each([
    ['customerId=ada', { customerId: 'ada', limit: 0, cursor: '' }],
    ['customerId=ada&limit=2&cursor=abc', { customerId: 'ada', limit: 2, cursor: 'abc' }],
  ])('%s lists orders', async (query, request) => {
    const response = await app.inject(`/api/orders?${query}`);
    expect([response.statusCode, response.json()]).toEqual([200, { orders: [cancelledJson, placedJson] }]);
    expect(orders.requests).toEqual([request]);
  });

  it('says where the next page begins', async () => {
    orders.nextCursor = 'next';
    expect((await app.inject('/api/orders?customerId=ada')).json()).toMatchObject({ nextCursor: 'next' });
  });

  it.each([
    ['', 'query.customerId', 'is required'],
    ['customerId=', 'query.customerId', 'must NOT have fewer than 1 characters'],
    ['customerId=ada&limit=0', 'query.limit', 'must be >= 1'],
    ['customerId=ada&limit=101', 'query.limit', 'must be <= 100'],
    ['customerId=ada&limit=many', 'query.limit', 'must be integer'],
    ['customerId=ada&cursor=', 'query.cursor', 'must NOT have fewer than 1 characters'],
    [`customerId=ada&cursor=${'x'.repeat(513)}`, 'query.cursor', 'must NOT have more than 512 characters'],
    ['customerId=ada&offset=1', 'query.offset', 'is not known here'],
  ])('refuses "%s"', async (query, path, reason) => {
    const response = await app.inject(`/api/orders?${query}`);
    expect(problemOf(response)).toMatchObject({ status: 400, errors: [{ path, reason }] });
    expect(orders.requests).toEqual([]);
  });

  it('names the cursor that the service refuses', async () => {
    orders.failure = badField({ path: 'cursor', reason: 'must be a nextCursor' });
    expect(problemOf(await app.inject('/api/orders?customerId=ada&cursor=abc'))).toMatchObject({
      status: 400,
      errors: [{ path: 'query.cursor', reason: 'must be a nextCursor' }],
    });
  });
});

describe.each([
  ['GET', `/api/orders/${orderId}`, '/api/orders/7', placedJson],
  ['POST', `/api/orders/${orderId}/cancel`, '/api/orders/7/cancel', cancelledJson],
] as const)('%s %s', (method, url, badUrl, json) => {
  it('answers with the order', async () => {
    const response = await app.inject({ method, url });
    expect([response.statusCode, response.json()]).toEqual([200, json]);
    expect(orders.requests).toEqual([{ orderId }]);
  });

  it('is 404 for an order that is not there', async () => {
    orders.failure = noSuchOrder;
    expect(problemOf(await app.inject({ method, url }))).toMatchObject({
      status: 404,
      detail: `there is no order ${orderId}`,
    });
  });

  it('refuses an id that is none, and names it', async () => {
    const { errors } = problemOf(await app.inject({ method, url: badUrl }));
    expect(errors).toMatchObject([{ path: 'path.id' }]);
    orders.failure = badField({ path: 'orderId', reason: 'must be a UUID' });
    expect(problemOf(await app.inject({ method, url }))).toMatchObject({
      errors: [{ path: 'path.id', reason: 'must be a UUID' }],
    });
  });
});

it.each([
  ['without its status', anOrder({ status: OrderStatus.UNSPECIFIED })],
  ['without its total', anOrder({ total: undefined })],
  ['without a time', anOrder({ placedAt: undefined })],
  ['that is not there', undefined],
])('an order %s is an error of ours', async (_what, order) => {
  orders.order = order;
  expect(problemOf(await app.inject(`/api/orders/${orderId}`))).toMatchObject({ status: 500 });
});

it('cancels with an empty body of any type, and with no other', async () => {
  const url = `/api/orders/${orderId}/cancel`;
  const headers = { 'content-type': 'application/json' };
  expect((await app.inject({ method: 'POST', url, headers })).statusCode).toBe(200);
  const refused = await app.inject({ method: 'POST', url, headers, payload: '{"status":"placed"}' });
  expect(problemOf(refused)).toMatchObject({ status: 400, detail: 'body must be empty' });
});
