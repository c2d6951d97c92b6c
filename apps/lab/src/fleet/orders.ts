import { startApp } from '@flotilla/testing';
import type { AppProcess } from '@flotilla/testing';
import { OrdersDatabase } from './orders-database';
import { scrape } from './scrape';

export interface OrdersSettings {
  /** Default 2. */
  readonly instances?: number;
  /** Of the gateway: how long a call may take. Default the gateway's own. */
  readonly callTimeoutMs?: number;
}

export interface OrdersOptions {
  /** Where the registry is. */
  readonly env: Readonly<Record<string, string>>;
  readonly instances: number;
}

/** The service `orders`: the app itself, in some processes, on a database of its own. */
export class Orders {
  readonly database: OrdersDatabase;
  readonly #processes = new Map<string, AppProcess>();

  /** Resolves when all instances are ready. What was started is ended again if the rest fails to. */
  static async start(options: OrdersOptions): Promise<Orders> {
    const orders = new Orders(await OrdersDatabase.start());
    try {
      await orders.#startProcesses(options);
      await orders.database.prepare();
      return orders;
    } catch (error) {
      await orders.stop();
      throw error;
    }
  }

  private constructor(database: OrdersDatabase) {
    this.database = database;
  }

  /** How many calls the handlers of each instance have ended, however they ended, by the ids of the instances. */
  async handled(): Promise<ReadonlyMap<string, number>> {
    const count = ({ adminUrl }: AppProcess): Promise<number> =>
      scrape(adminUrl, 'grpc_server_call_duration_seconds_count', 'OrdersService/');
    const ended = [...this.#processes].map(async ([id, each]) => [id, await count(each)] as const);
    return new Map(await Promise.all(ended));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((each) => each.stop()));
    await this.database.stop();
  }

  /** All of them even if one fails to: what runs has to be ended. */
  async #startProcesses({ env, instances }: OrdersOptions): Promise<void> {
    const ids = Array.from({ length: instances }, (_, index) => `orders-${index + 1}`);
    const starts = ids.map(async (id) => {
      const settings = { ...env, DATABASE_URL: this.database.url, INSTANCE_ID: id };
      this.#processes.set(id, await startApp('orders', settings));
    });
    const failed = (await Promise.allSettled(starts)).find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  }
}
