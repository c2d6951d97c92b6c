import { Client } from 'pg';
import type { TestPostgres } from '@flotilla/testing';
import type { OrderLoad } from './order-load';

interface StoredOrder {
  readonly id: string;
  readonly customer_id: string;
  readonly status: string;
  readonly version: number;
  readonly total: string;
  readonly idempotency_key: string;
  readonly events: string;
  readonly lines: string;
  readonly sum: string;
}

const stored = `
  select o.id, o.customer_id, o.idempotency_key, o.status, o.version, o.total,
    (select string_agg(e.sequence || ' ' || e.type, ',' order by e.sequence) from order_events e
      where e.order_id = o.id) as events,
    (select string_agg(l.sku || '×' || l.quantity, ',' order by l.sku) from order_lines l where l.order_id = o.id) as lines,
    (select sum(l.quantity * l.unit_price) from order_lines l where l.order_id = o.id) as sum
  from orders o`;

/** What is wrong with the database, compared with what clients asked for and what they were told; empty when all is right. */
export async function auditLedger(database: TestPostgres | undefined, load: OrderLoad): Promise<string[]> {
  if (!database) throw new Error('a fleet without orders has no ledger');
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<StoredOrder>(stored);
    return [...faultsOfAll(rows, load), ...rows.flatMap((row) => [...faultsOf(row, load)])];
  } finally {
    await client.end();
  }
}

function* faultsOfAll(rows: readonly StoredOrder[], { wanted, acknowledged }: OrderLoad): Generator<string> {
  const ids = new Map(rows.map((row) => [row.idempotency_key, row.id]));
  if (ids.size < rows.length) yield 'a key has more than one order';
  for (const key of wanted.keys()) if (!ids.has(key)) yield `${key} is lost`;
  for (const [key, told] of acknowledged)
    if (told.size !== 1 || !told.has(ids.get(key) ?? '')) yield `${key} is not the order that was told`;
}

function* faultsOf(row: StoredOrder, { wanted }: OrderLoad): Generator<string> {
  const order = wanted.get(row.idempotency_key);
  if (!order) {
    yield `${row.id} was never asked for`;
    return;
  }
  const lines = order.lines.map(({ sku, quantity }) => `${sku}×${quantity}`).join(',');
  if (row.customer_id !== order.customerId) yield `${row.id} belongs to ${row.customer_id}`;
  if (row.lines !== lines) yield `${row.id} has the lines ${row.lines}`;
  if (row.total !== row.sum) yield `${row.id} costs ${row.total}, and its lines ${row.sum}`;
  const events = order.cancel ? ['placed', 'cancelled'] : ['placed'];
  if (row.events !== events.map((type, position) => `${position + 1} ${type}`).join(','))
    yield `${row.id} has the events ${row.events}`;
  if (row.status !== events.at(-1) || row.version !== events.length)
    yield `${row.id} is ${row.status}, version ${row.version}, after ${row.events}`;
}
