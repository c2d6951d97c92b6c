import { sql } from 'kysely';
import type { Kysely, Migration } from 'kysely';

const teas = [
  ['TEA-ASSAM', 'Assam, 100 g', 690, 'EUR'],
  ['TEA-DARJEELING', 'Darjeeling first flush, 100 g', 1290, 'EUR'],
  ['TEA-EARL-GREY', 'Earl Grey, 100 g', 750, 'EUR'],
  ['TEA-JASMINE', 'Jasmine pearls, 50 g', 1190, 'EUR'],
  ['TEA-OOLONG', 'Oolong, 100 g', 980, 'EUR'],
  ['TEA-PUERH', 'Pu-erh, one cake', 3400, 'EUR'],
  ['TEA-SENCHA', 'Sencha, 100 g', 1450, 'JPY'],
] as const;

const maxExact = sql.lit(Number.MAX_SAFE_INTEGER);
const statuses = sql`in ('placed', 'cancelled')`;

export const orders: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of tables) await statement.execute(db);
    for (const [sku, name, price, currency] of teas) {
      await sql`insert into products (sku, name, price, currency)
        values (${sku}, ${name}, ${price}, ${currency})`.execute(db);
    }
  },
};

const tables = [
  sql`create table products (
    sku text primary key,
    name text not null,
    price bigint not null check (price between 0 and ${maxExact}),
    currency text not null check (currency ~ '^[A-Z]{3}$')
  )`,
  sql`create table orders (
    id uuid primary key,
    position bigint generated always as identity,
    customer_id text not null,
    idempotency_key text not null,
    fingerprint text not null,
    status text not null check (status ${statuses}),
    version integer not null check (version >= 1),
    total bigint not null check (total between 0 and ${maxExact}),
    currency text not null,
    placed_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    unique (customer_id, idempotency_key)
  )`,
  sql`create unique index orders_by_customer on orders (customer_id, position)`,
  sql`create table order_lines (
    order_id uuid not null references orders,
    number integer not null,
    sku text not null,
    quantity integer not null check (quantity >= 1),
    unit_price bigint not null check (unit_price between 0 and ${maxExact}),
    primary key (order_id, number)
  )`,
  sql`create table order_events (
    order_id uuid not null references orders,
    sequence integer not null check (sequence >= 1),
    type text not null check (type ${statuses}),
    occurred_at timestamptz(3) not null,
    primary key (order_id, sequence)
  )`,
];
