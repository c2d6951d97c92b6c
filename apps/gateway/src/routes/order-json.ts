import { Type } from '@sinclair/typebox';
import { OrderEventType, OrderStatus } from '@flotilla/contracts';
import type { Order, OrderEvent } from '@flotilla/contracts';
import { MoneyJson, toMoneyJson } from './money';
import { present } from './present';

type Status = 'placed' | 'cancelled';

const StatusJson = Type.Unsafe<Status>({ type: 'string', enum: ['placed', 'cancelled'] });
const Instant = (description: string) => Type.String({ format: 'date-time', description });

const statuses: Partial<Record<OrderStatus, Status>> = {
  [OrderStatus.PLACED]: 'placed',
  [OrderStatus.CANCELLED]: 'cancelled',
};

const eventTypes: Partial<Record<OrderEventType, Status>> = {
  [OrderEventType.PLACED]: 'placed',
  [OrderEventType.CANCELLED]: 'cancelled',
};

/** An order as clients see it. */
export const OrderJson = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    customerId: Type.String(),
    status: StatusJson,
    lines: Type.Array(Type.Object({ sku: Type.String(), quantity: Type.Integer(), unitPrice: MoneyJson }), {
      description: 'With the prices that held when it was placed',
    }),
    total: MoneyJson,
    placedAt: Instant('When it was placed'),
    updatedAt: Instant('When its last event happened'),
  },
  { description: 'The order as it is now' },
);

/** One change of an order as clients see it. */
export const OrderEventJson = Type.Object({
  orderId: Type.String({ format: 'uuid' }),
  sequence: Type.Integer({ description: 'Position among the events of the order, from 1, without gaps' }),
  type: StatusJson,
  occurredAt: Instant('When it happened'),
});

export function toOrderJson(answered: Order | undefined): typeof OrderJson.static {
  const { id, customerId, status, lines, total, placedAt, updatedAt } = present('an order', answered);
  return {
    id,
    customerId,
    status: present('a known status', statuses[status]),
    lines: lines.map(({ sku, quantity, unitPrice }) => ({
      sku,
      quantity,
      unitPrice: toMoneyJson(unitPrice),
    })),
    total: toMoneyJson(total),
    placedAt: present('placed_at', placedAt).toISOString(),
    updatedAt: present('updated_at', updatedAt).toISOString(),
  };
}

export function toOrderEventJson(answered: OrderEvent | undefined): typeof OrderEventJson.static {
  const { orderId, sequence, type, occurredAt } = present('an event', answered);
  return {
    orderId,
    sequence,
    type: present('a known type of event', eventTypes[type]),
    occurredAt: present('occurred_at', occurredAt).toISOString(),
  };
}
