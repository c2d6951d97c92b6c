import type { FastifyInstance } from 'fastify';
import { badField } from '@flotilla/call';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';
import { createEdge } from './create-edge';

let app: FastifyInstance;

/** What a client hears when a service complains about a field of its request. */
async function complain(path: string) {
  const config = { places: { orderId: 'path.id', idempotencyKey: 'header.idempotency-key' } };
  app.post('/orders/:id', { config }, () => Promise.reject(badField({ path, reason: 'must be better' })));
  const payload = { lines: [{ sku: 'x' }], customerId: 'ada' };
  return problemOf(await app.inject({ method: 'POST', url: '/orders/7?cursor=abc', payload }));
}

beforeEach(() => {
  app = createEdge(quietLogger().logger);
});
afterEach(() => app.close());

it.each([
  ['customerId', 'body.customerId'],
  ['lines.0.sku', 'body.lines.0.sku'],
  ['cursor', 'query.cursor'],
  ['id', 'path.id'],
  ['orderId', 'path.id'],
  ['idempotencyKey', 'header.idempotency-key'],
])('a field that a service calls %s is %s to the client', async (field, path) => {
  expect(await complain(field)).toEqual({
    title: 'Bad Request',
    status: 400,
    detail: `${path} must be better`,
    code: 'INVALID_ARGUMENT',
    errors: [{ path, reason: 'must be better' }],
  });
});

it.each(['limit', 'toString', '__proto__', ''])(
  'a field that is not the client’s ("%s") has no place',
  async (field) => {
    const problem = await complain(field);
    expect(problem).toMatchObject({ status: 400, detail: `${field} must be better` });
    expect(problem).not.toHaveProperty('errors');
  },
);

it('repeats a path not at length', async () => {
  const { errors } = await complain(`lines.${'x'.repeat(1_000)}`);
  expect(errors?.[0]?.path).toHaveLength(101);
});
