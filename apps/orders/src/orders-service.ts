import { implement } from '@flotilla/call';
import type { Implementation } from '@flotilla/call';
import { OrdersServiceDefinition } from '@flotilla/contracts';
import { cancelOrder } from './cancel-order';
import { parseOrderId } from './domain/order-id';
import { checkCustomerId, checkOrderRequest } from './domain/order-request';
import { checkSequence } from './domain/sequence';
import { parsePage, toCursor } from './domain/page';
import { toEventMessage, toOrderMessage, toProductMessage } from './messages';
import { orderNotFound } from './order-not-found';
import { placeOrder } from './place-order';
import type { Database } from './store/session/database';
import { findOrder, listOrders } from './store/orders';
import { listProducts } from './store/products';
import type { OrderWatches } from './watch/order-watches';

export interface OrdersServiceOptions {
  readonly database: Pick<Database, 'transaction'>;
  readonly watches: Pick<OrderWatches, 'watch'>;
}

/** The handlers of OrdersService. */
export function ordersService({ database, watches }: OrdersServiceOptions): Implementation {
  return implement(OrdersServiceDefinition, {
    async placeOrder(request, context) {
      checkOrderRequest(request);
      const order = await database.transaction(context, (session) => placeOrder(session, request));
      return { order: toOrderMessage(order) };
    },

    async getOrder({ orderId }, context) {
      const id = parseOrderId(orderId);
      const order = await database.transaction(context, (session) => findOrder(session, id));
      if (!order) throw orderNotFound(id);
      return { order: toOrderMessage(order) };
    },

    async listOrders({ customerId, ...page }, context) {
      checkCustomerId(customerId);
      const { limit, ...rest } = parsePage(page);
      // One more than asked for tells whether there is another page.
      const found = await database.transaction(context, (session) =>
        listOrders(session, customerId, { limit: limit + 1, ...rest }),
      );
      const orders = found.slice(0, limit);
      const last = found.length > limit ? orders.at(-1) : undefined;
      return {
        orders: orders.map(({ order }) => toOrderMessage(order)),
        nextCursor: last ? toCursor(last.position) : '',
      };
    },

    async cancelOrder({ orderId }, context) {
      const id = parseOrderId(orderId);
      const order = await database.transaction(context, (session) => cancelOrder(session, id));
      if (!order) throw orderNotFound(id);
      return { order: toOrderMessage(order) };
    },

    async listProducts(_request, context) {
      const products = await database.transaction(context, listProducts);
      return { products: products.map(toProductMessage) };
    },

    async *watchOrder({ orderId, afterSequence }, context) {
      const id = parseOrderId(orderId);
      checkSequence(afterSequence);
      for await (const event of watches.watch(id, afterSequence, context)) {
        yield { event: toEventMessage(event) };
      }
    },
  });
}
