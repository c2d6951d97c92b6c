import { OrderEventType, OrderStatus } from '@flotilla/contracts';
import type {
  Money,
  Order as OrderMessage,
  OrderEvent as OrderEventMessage,
  Product as ProductMessage,
} from '@flotilla/contracts';
import type { Order, OrderEvent } from './domain/order';
import type { Product } from './domain/product';

const statuses = { placed: OrderStatus.PLACED, cancelled: OrderStatus.CANCELLED };
const eventTypes = { placed: OrderEventType.PLACED, cancelled: OrderEventType.CANCELLED };

export function toOrderMessage({ currency, lines, total, ...order }: Order): OrderMessage {
  const { id, customerId, status, placedAt, updatedAt } = order;
  return {
    id,
    customerId,
    status: statuses[status],
    lines: lines.map(({ sku, quantity, unitPrice }) => ({
      sku,
      quantity,
      unitPrice: toMoney(unitPrice, currency),
    })),
    total: toMoney(total, currency),
    placedAt,
    updatedAt,
  };
}

export function toEventMessage({ type, ...event }: OrderEvent): OrderEventMessage {
  return { ...event, type: eventTypes[type] };
}

export function toProductMessage({ sku, name, price, currency }: Product): ProductMessage {
  return { sku, name, price: toMoney(price, currency) };
}

function toMoney(minorUnits: number, currency: string): Money {
  return { minorUnits: BigInt(minorUnits), currency };
}
