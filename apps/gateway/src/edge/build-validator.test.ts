import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';
import { createEdge } from './create-edge';

const strict = { additionalProperties: false };
const Limit = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }, strict);
let app: FastifyInstance;

beforeEach(() => {
  app = createEdge(quietLogger().logger);
  app.get('/orders', { schema: { querystring: Limit } }, async ({ query }) => query);
  app.post('/orders', { schema: { body: Limit } }, async ({ body }) => body);
  app.get(
    '/texts',
    { schema: { querystring: Type.Object({ sku: Type.String() }) } },
    async ({ query }) => query,
  );
});
afterEach(() => app.close());

it.each([
  ['', {}],
  ['?limit=1', { limit: 1 }],
  ['?limit=100', { limit: 100 }],
  ['?limit=007', { limit: 7 }],
])('reads the integer of "%s"', async (query, read) => {
  const response = await app.inject(`/orders${query}`);
  expect([response.statusCode, response.json()]).toEqual([200, read]);
});

it.each([
  ['limit=', 'must be integer'],
  ['limit=1e1', 'must be integer'],
  ['limit=0x10', 'must be integer'],
  ['limit=1.5', 'must be integer'],
  ['limit=1.0', 'must be integer'],
  ['limit=%201', 'must be integer'],
  ['limit=%2B1', 'must be integer'],
  ['limit=true', 'must be integer'],
  ['limit=Infinity', 'must be integer'],
  [`limit=${'9'.repeat(400)}`, 'must be integer'],
  ['limit=1&limit=2', 'must be integer'],
  ['limit=0', 'must be >= 1'],
  ['limit=-1', 'must be >= 1'],
  ['limit=101', 'must be <= 100'],
])('refuses %s', async (query, reason) => {
  const { errors } = problemOf(await app.inject(`/orders?${query}`));
  expect(errors?.[0]).toEqual({ path: 'query.limit', reason });
});

it('leaves what is not an integer as it came', async () => {
  expect((await app.inject('/texts?sku=7')).json()).toEqual({ sku: '7' });
});

it('reads nothing into a body', async () => {
  const response = await app.inject({ method: 'POST', url: '/orders', payload: { limit: '1' } });
  expect(problemOf(response).errors).toEqual([{ path: 'body.limit', reason: 'must be integer' }]);
});
