import type { CallOptions, Client } from '@flotilla/client';
import { OrderEventType, OrderStatus } from '@flotilla/contracts';
import type {
  Order,
  OrdersServiceDefinition,
  WatchOrderRequest,
  WatchOrderResponse,
} from '@flotilla/contracts';
import { FakeStream } from './fake-stream';

type Orders = Client<OrdersServiceDefinition>;

export const orderId = '0199c1b2-7d3e-7cc1-a0f4-3f1d2c9b8a75';
const placedAt = new Date('2026-11-22T10:00:00.000Z');
const updatedAt = new Date('2026-11-22T10:00:01.500Z');
const price = { minorUnits: 1_250n, currency: 'EUR' };

export function anOrder(changes: Partial<Order> = {}): Order {
  return {
    id: orderId,
    customerId: 'ada',
    status: OrderStatus.PLACED,
    lines: [{ sku: 'TEA-OOLONG', quantity: 2, unitPrice: price }],
    total: { minorUnits: 2_500n, currency: 'EUR' },
    placedAt,
    updatedAt: placedAt,
    ...changes,
  };
}

const cancelledOrder = anOrder({ status: OrderStatus.CANCELLED, updatedAt });
export const placed: WatchOrderResponse = {
  event: { orderId, sequence: 1, type: OrderEventType.PLACED, occurredAt: placedAt },
};
export const cancelled: WatchOrderResponse = {
  event: { orderId, sequence: 2, type: OrderEventType.CANCELLED, occurredAt: updatedAt },
};

/** A client of orders with one order, which notes what it was asked; every call fails with `failure` if there is one. */
export class FakeOrders implements Orders {
  readonly requests: unknown[] = [];
  /** Of the calls that had one. */
  readonly hashKeys: string[] = [];
  readonly streams: FakeStream<WatchOrderResponse>[] = [];
  failure: Error | undefined;
  /** The order, as it is placed and shown. */
  order: Order | undefined = anOrder();
  /** What ListOrders says. */
  nextCursor = '';
  /** What WatchOrder sends; the last event of an order ends the stream. */
  events: readonly WatchOrderResponse[] = [placed];

  readonly placeOrder: Orders['placeOrder'] = (request, options) =>
    this.#answer(request, { order: this.order }, options);
  readonly getOrder: Orders['getOrder'] = (request) => this.#answer(request, { order: this.order });
  readonly cancelOrder: Orders['cancelOrder'] = (request) => this.#answer(request, { order: cancelledOrder });
  readonly listOrders: Orders['listOrders'] = (request, options) =>
    this.#answer(request, { orders: [cancelledOrder, anOrder()], nextCursor: this.nextCursor }, options);
  readonly listProducts: Orders['listProducts'] = (request) =>
    this.#answer(request, { products: [{ sku: 'TEA-OOLONG', name: 'Oolong', price }] });

  readonly watchOrder = (request: WatchOrderRequest, { signal }: CallOptions = {}) => {
    this.requests.push(request);
    const missed = this.events.filter(({ event }) => (event?.sequence ?? 0) > request.afterSequence);
    const stream = new FakeStream(missed, signal);
    this.streams.push(stream);
    return this.events.includes(cancelled) ? stream.end() : stream;
  };

  readonly close = async (): Promise<void> => undefined;

  async #answer<T>(request: unknown, answer: T, { hashKey }: CallOptions = {}): Promise<T> {
    this.requests.push(request);
    if (hashKey !== undefined) this.hashKeys.push(hashKey);
    if (this.failure) throw this.failure;
    return answer;
  }
}
