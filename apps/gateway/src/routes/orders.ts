import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from '@sinclair/typebox';
import { codeOf } from '@flotilla/call';
import type { Client } from '@flotilla/client';
import type { OrdersServiceDefinition } from '@flotilla/contracts';
import { fieldProblem, ProblemError } from '../edge/problem';
import { refuseBody } from '../edge/refuse-body';
import { ListQuery, OrderPath, PlaceBody, PlaceHeaders, places } from './order-input';
import { OrderJson, toOrderJson } from './order-json';
import { problemResponses } from './problem-schema';
import { strict } from './strict';

const tags = ['orders'];
const noQuery = Type.Object({}, strict);

const placeSchema = {
  tags,
  summary: 'Places an order',
  headers: PlaceHeaders,
  querystring: noQuery,
  body: PlaceBody,
  response: {
    201: {
      description: 'The order as it was placed',
      headers: { location: { type: 'string', description: 'The path of the order' } },
      content: { 'application/json': { schema: OrderJson } },
    },
    ...problemResponses,
  },
};

const listSchema = {
  tags,
  summary: 'Lists the orders of a customer, newest first',
  querystring: ListQuery,
  response: {
    200: Type.Object(
      {
        orders: Type.Array(OrderJson),
        nextCursor: Type.Optional(
          Type.String({ description: 'Where the next page begins, if there is one' }),
        ),
      },
      { description: 'A page of orders' },
    ),
    ...problemResponses,
  },
};

const getSchema = {
  tags,
  summary: 'Shows an order',
  params: OrderPath,
  querystring: noQuery,
  response: { 200: OrderJson, ...problemResponses },
};

const cancelSchema = { ...getSchema, summary: 'Cancels an order; one that is cancelled stays so' };

export function orderRoutes(instance: FastifyInstance, orders: Client<OrdersServiceDefinition>): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const config = { places };

  app.post('/api/orders', { schema: placeSchema, config }, async ({ headers, body }, reply) => {
    const request = { ...body, idempotencyKey: headers['idempotency-key'] };
    const { order } = await orders.placeOrder(request, { hashKey: body.customerId }).catch(explainUsedKey);
    const placed = toOrderJson(order);
    return reply.code(201).header('location', `/api/orders/${placed.id}`).send(placed);
  });

  app.get('/api/orders', { schema: listSchema, config }, async ({ query }) => {
    const page = await orders.listOrders({ limit: 0, cursor: '', ...query }, { hashKey: query.customerId });
    return {
      orders: page.orders.map(toOrderJson),
      ...(page.nextCursor !== '' && { nextCursor: page.nextCursor }),
    };
  });

  app.get('/api/orders/:id', { schema: getSchema, config }, async ({ params }) => {
    const { order } = await orders.getOrder({ orderId: params.id });
    return toOrderJson(order);
  });

  const cancelOptions = { schema: cancelSchema, config, onRequest: refuseBody };
  app.post('/api/orders/:id/cancel', cancelOptions, async ({ params }) => {
    const { order } = await orders.cancelOrder({ orderId: params.id });
    return toOrderJson(order);
  });
}

/** Elsewhere FAILED_PRECONDITION is a 400; here the request is well-formed, and its key taken. */
function explainUsedKey(error: unknown): never {
  if (codeOf(error) !== 'FAILED_PRECONDITION') throw error;
  const field = { path: places.idempotencyKey, reason: 'was used for another order' };
  throw new ProblemError(fieldProblem(422, 'FAILED_PRECONDITION', [field]));
}
