import type { Generated } from 'kysely';
import type { OrderEventType, OrderStatus } from '../domain/order';

/** The tables as the last migration leaves them. */
export interface Tables {
  products: { sku: string; name: string; price: number; currency: string };
  orders: {
    id: string;
    /** Grows with each order: what pages are cut by. */
    position: Generated<number>;
    customer_id: string;
    idempotency_key: string;
    fingerprint: string;
    status: OrderStatus;
    version: number;
    total: number;
    currency: string;
    placed_at: Date;
    updated_at: Date;
  };
  order_lines: { order_id: string; number: number; sku: string; quantity: number; unit_price: number };
  order_events: { order_id: string; sequence: number; type: OrderEventType; occurred_at: Date };
}
