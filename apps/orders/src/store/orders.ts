import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Change, Order, OrderLine } from '../domain/order';
import type { OrderRequest } from '../domain/order-request';
import type { Page } from '../domain/page';
import { channel } from './notifications';
import { queries } from './queries';
import type { Session } from './session/transaction';
import type { Tables } from './tables';

/** An order with what only the store needs of it. */
export interface StoredOrder {
  readonly order: Order;
  readonly position: number;
  readonly fingerprint: string;
}

type Row = Selectable<Tables['orders']> & { lines: OrderLine[] };

/** Orders with their lines, in one query. */
const selectOrders = () =>
  queries
    .selectFrom('orders')
    .selectAll('orders')
    .select((orders) =>
      jsonArrayFrom(
        orders
          .selectFrom('order_lines')
          .select(['sku', 'quantity', 'unit_price as unitPrice'])
          .whereRef('order_id', '=', 'orders.id')
          .orderBy('number'),
      ).as('lines'),
    );

export async function findOrder(session: Session, id: string): Promise<Order | undefined> {
  const [row] = await session.run(selectOrders().where('id', '=', id));
  return row && toStored(row).order;
}

/** Like `findOrder`, and keeps others from changing it until the transaction ends. */
export async function lockOrder(session: Session, id: string): Promise<Order | undefined> {
  const [row] = await session.run(selectOrders().where('id', '=', id).forUpdate());
  return row && toStored(row).order;
}

export async function findByKey(
  session: Session,
  { customerId, idempotencyKey }: OrderRequest,
): Promise<StoredOrder | undefined> {
  const query = selectOrders()
    .where('customer_id', '=', customerId)
    .where('idempotency_key', '=', idempotencyKey);
  const [row] = await session.run(query);
  return row && toStored(row);
}

/** Newest first, at most `limit`. */
export async function listOrders(
  session: Session,
  customerId: string,
  { limit, before }: Page,
): Promise<StoredOrder[]> {
  const all = selectOrders().where('customer_id', '=', customerId);
  const older = before === undefined ? all : all.where('position', '<', before);
  const rows = await session.run(older.orderBy('position', 'desc').limit(limit));
  return rows.map(toStored);
}

/**
 * Writes a new order with its first event. Nobody is told: nobody can wait for an order that did not exist.
 *
 * @returns false, having written nothing, when the customer has an order with this key. While one is being written, it
 *   waits for that.
 */
export async function insertOrder(
  session: Session,
  { order, event }: Change,
  { idempotencyKey, fingerprint }: { readonly idempotencyKey: string; readonly fingerprint: string },
): Promise<boolean> {
  const { id, status, version, total, currency } = order;
  const inserted = await session.run(
    queries
      .insertInto('orders')
      .values({
        id,
        customer_id: order.customerId,
        idempotency_key: idempotencyKey,
        fingerprint,
        status,
        version,
        total,
        currency,
        placed_at: order.placedAt,
        updated_at: order.updatedAt,
      })
      .onConflict((conflict) => conflict.columns(['customer_id', 'idempotency_key']).doNothing())
      .returning('id'),
  );
  if (inserted.length === 0) return false;
  await session.run(
    queries
      .with('event', () => insertEvent(event))
      .insertInto('order_lines')
      .values(toLineRows(order)),
  );
  return true;
}

/** Writes a changed order with its event, and tells those who watch it once the transaction commits. */
export async function updateOrder(session: Session, { order, event }: Change): Promise<void> {
  const { id, status, version, updatedAt } = order;
  await session.run(
    queries
      .with('changed', (db) =>
        db.updateTable('orders').set({ status, version, updated_at: updatedAt }).where('id', '=', id),
      )
      .with('event', () => insertEvent(event))
      .selectNoFrom(sql`pg_notify(${channel}, ${id})`.as('told')),
  );
}

function insertEvent({ orderId, sequence, type, occurredAt }: Change['event']) {
  return queries
    .insertInto('order_events')
    .values({ order_id: orderId, sequence, type, occurred_at: occurredAt });
}

function toLineRows({ id, lines }: Order) {
  return lines.map(({ sku, quantity, unitPrice }, number) => ({
    order_id: id,
    number,
    sku,
    quantity,
    unit_price: unitPrice,
  }));
}

function toStored(row: Row): StoredOrder {
  const { id, status, version, lines, total, currency, position, fingerprint } = row;
  const order: Order = {
    id,
    customerId: row.customer_id,
    status,
    version,
    lines,
    total,
    currency,
    placedAt: row.placed_at,
    updatedAt: row.updated_at,
  };
  return { order, position, fingerprint };
}
