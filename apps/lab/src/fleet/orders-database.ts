import { Client } from 'pg';
import { startPostgres } from '@flotilla/testing';
import type { TestPostgres } from '@flotilla/testing';

/** Every look at the products takes as long as the one row of `slowness` says. */
const slowable = `
  create table slowness as select 0::float8 as seconds;
  alter table products rename to fast_products;
  create view products as select * from fast_products
    where (select pg_sleep(seconds) is not null from slowness)`;

/** Transactions under way, waiting or not; the one connection that listens is idle. */
const underWay = `select count(*)::int as number from pg_stat_activity
  where application_name = 'flotilla-orders' and state <> 'idle'
    and clock_timestamp() - xact_start > $1 * interval '1 ms'`;

/** The PostgreSQL of the orders, and a connection of the lab's own to it. */
export class OrdersDatabase {
  readonly url: string;
  readonly #server: TestPostgres;
  readonly #client: Client;

  /** @throws Error when there is no PostgreSQL for this machine */
  static async start(): Promise<OrdersDatabase> {
    const server = await startPostgres().catch((cause: Error) => {
      throw new Error(
        `this experiment needs the PostgreSQL that npm installs, and no other: ${cause.message}`,
        {
          cause,
        },
      );
    });
    return new OrdersDatabase(server);
  }

  private constructor(server: TestPostgres) {
    this.url = server.url;
    this.#server = server;
    this.#client = new Client({ connectionString: server.url, application_name: 'flotilla-lab' });
    this.#client.on('error', () => undefined); // whoever asks learns it from his query
  }

  /** Once the tables are there. */
  async prepare(): Promise<void> {
    await this.#client.connect();
    await this.#client.query(slowable);
  }

  /** From now on every look at the products takes so long: PostgreSQL works on it, and can be told to stop. */
  async slowDown(ms: number): Promise<void> {
    await this.#client.query('update slowness set seconds = $1', [ms / 1_000]);
  }

  /** How many transactions of the orders have been under way for longer than that. */
  transactionsOlderThan(ms: number): Promise<number> {
    return this.#number(underWay, [ms]);
  }

  /** How many orders it keeps beyond one for each key. */
  ordersTooMany(): Promise<number> {
    return this.#number('select (count(*) - count(distinct idempotency_key))::int as number from orders');
  }

  async stop(): Promise<void> {
    await this.#client.end().catch(() => undefined);
    await this.#server.close();
  }

  async #number(text: string, values: unknown[] = []): Promise<number> {
    const { rows } = await this.#client.query<{ number: number }>(text, values);
    return rows[0]?.number ?? NaN;
  }
}
