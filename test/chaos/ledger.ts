import { Client } from 'pg';
import type { TestPostgres } from '@flotilla/testing';
import type { OrderLoad } from './order-load';

interface StoredOrder {
  readonly id: string;
  readonly customer_id: string;
  readonly idempotency_key: string;
  readonly sequences: readonly number[];
  readonly first_event: string;
  readonly lines: string;
}

const stored = `
  select o.id, o.customer_id, o.idempotency_key,
    (select array_agg(e.sequence order by e.sequence) from order_events e where e.order_id = o.id) as sequences,
    (select e.type from order_events e where e.order_id = o.id and e.sequence = 1) as first_event,
    (select string_agg(l.sku || '×' || l.quantity, ',' order by l.sku) from order_lines l where l.order_id = o.id) as lines
  from orders o`;

/** What is wrong with the database, compared with what clients asked for and what they were told; empty when all is right. */
export async function auditLedger(
  database: TestPostgres | undefined,
  { wanted, acknowledged }: OrderLoad,
): Promise<string[]> {
  if (!database) throw new Error('a fleet without orders has no ledger');
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<StoredOrder>(stored);
    const byKey = new Map(rows.map((row) => [row.idempotency_key, row]));
    return [
      ...(rows.length === byKey.size ? [] : ['a key has more than one order']),
      ...rows
        .filter(({ idempotency_key: key }) => !wanted.has(key))
        .map(({ id }) => `${id} was never asked for`),
      ...[...wanted.keys()].filter((key) => !byKey.has(key)).map((key) => `${key} is lost`),
      ...[...acknowledged]
        .filter(([key, id]) => byKey.get(key)?.id !== id)
        .map(([key]) => `${key} has another id`),
      ...rows.flatMap((row) => faultsOf(row, wanted)),
    ];
  } finally {
    await client.end();
  }
}

function faultsOf(row: StoredOrder, wanted: OrderLoad['wanted']): string[] {
  const order = wanted.get(row.idempotency_key);
  const lines = order?.lines.map(({ sku, quantity }) => `${sku}×${quantity}`).join(',');
  return [
    ...(row.customer_id === order?.customerId ? [] : [`${row.id} belongs to ${row.customer_id}`]),
    ...(row.lines === lines ? [] : [`${row.id} has the lines ${row.lines}`]),
    ...(row.first_event === 'placed' ? [] : [`${row.id} begins with ${row.first_event}`]),
    ...(row.sequences?.every((sequence, position) => sequence === position + 1)
      ? []
      : [`${row.id} misses events`]),
  ];
}
