import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from '@sinclair/typebox';
import type { Client } from '@flotilla/client';
import type { OrdersServiceDefinition, WatchOrderResponse } from '@flotilla/contracts';
import type { EventStreams } from '../edge/event-stream/event-streams';
import { eventStreamResponses, resumeAfter, ResumeHeaders } from './event-stream-schema';
import { OrderPath, places } from './order-input';
import { OrderEventJson, toOrderEventJson } from './order-json';
import { problemResponses } from './problem-schema';
import { strict } from './strict';

const schema = {
  tags: ['orders'],
  summary: 'Follows an order: its events so far, and each that comes',
  params: OrderPath,
  headers: ResumeHeaders,
  querystring: Type.Object({}, strict),
  response: {
    ...eventStreamResponses('Events named `placed` or `cancelled`; their id is the sequence', OrderEventJson),
    ...problemResponses,
  },
};

export function orderEventRoutes(
  instance: FastifyInstance,
  orders: Client<OrdersServiceDefinition>,
  streams: EventStreams,
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const options = { schema, config: { places } };
  app.get('/api/orders/:id/events', options, async (request, reply) => {
    const orderId = request.params.id;
    const afterSequence = resumeAfter(request.headers);
    // A watch is accepted before its order is looked up. Who has seen an event knows that the order is there.
    if (afterSequence === 0) await orders.getOrder({ orderId });
    return streams.send(request, reply, {
      open: (signal) => orders.watchOrder({ orderId, afterSequence }, { signal }),
      toEvent,
    });
  });
}

function toEvent({ event }: WatchOrderResponse) {
  const data = toOrderEventJson(event);
  return { id: data.sequence, event: data.type, data };
}
