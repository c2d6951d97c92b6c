import type { OrderRequest } from './order-request';
import { quote } from './pricing';
import type { Product } from './product';

/** `cancelled` is final. */
export type OrderStatus = 'placed' | 'cancelled';

/** Events are named after the status that they lead to. */
export type OrderEventType = OrderStatus;

export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
  /** When it was placed, in the smallest unit of the order's currency. */
  readonly unitPrice: number;
}

export interface Order {
  /** A UUID. */
  readonly id: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  /** The sequence of its last event. */
  readonly version: number;
  readonly lines: readonly OrderLine[];
  readonly total: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly placedAt: Date;
  /** When its last event happened. */
  readonly updatedAt: Date;
}

export interface OrderEvent {
  readonly orderId: string;
  /** From 1, without gaps. */
  readonly sequence: number;
  readonly type: OrderEventType;
  readonly occurredAt: Date;
}

/** An order as it became, and the event that says so: to be written together. */
export interface Change {
  readonly order: Order;
  readonly event: OrderEvent;
}

/** @throws badField for lines that cannot be sold. */
export function place(
  { customerId, lines }: OrderRequest,
  products: readonly Product[],
  { id, now }: { readonly id: string; readonly now: Date },
): Change {
  return changed({
    id,
    customerId,
    status: 'placed',
    version: 1,
    ...quote(lines, products),
    placedAt: now,
    updatedAt: now,
  });
}

/** @returns undefined when the order is cancelled already. */
export function cancel(order: Order, now: Date): Change | undefined {
  if (isFinal(order.status)) return undefined;
  // Clocks of instances differ; the events of an order are in order all the same.
  const updatedAt = now > order.updatedAt ? now : order.updatedAt;
  return changed({ ...order, status: 'cancelled', version: order.version + 1, updatedAt });
}

/** The order as its customer was told when placing it. */
export function asPlaced(order: Order): Order {
  return { ...order, status: 'placed', version: 1, updatedAt: order.placedAt };
}

/** Whether nothing can follow. */
export function isFinal(status: OrderStatus): boolean {
  return status === 'cancelled';
}

function changed(order: Order): Change {
  const { id: orderId, version: sequence, status: type, updatedAt: occurredAt } = order;
  return { order, event: { orderId, sequence, type, occurredAt } };
}
