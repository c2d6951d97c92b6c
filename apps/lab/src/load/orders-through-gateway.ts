import { httpSender } from '@flotilla/testing';
import { newOrders } from './orders';
import { callerHeader } from './sender';
import type { Sender } from './sender';

/** Orders over HTTP, as a shop places them. */
export function ordersThroughGateway(gatewayUrl: string): Sender {
  const sender = httpSender(gatewayUrl);
  const newOrder = newOrders();
  return {
    async send({ name, caller }) {
      const { idempotencyKey, ...order } = newOrder(name);
      const headers = { 'idempotency-key': idempotencyKey, [callerHeader]: caller };
      const { status } = await sender.post('/api/orders', order, headers);
      return { status };
    },
    close: () => sender.close(),
  };
}
