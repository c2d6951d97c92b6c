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
  readonly #ended = new Map<string, number>();

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

  /** How many calls ended in the handlers, however they ended. */
  async ended(): Promise<number> {
    const counts = await Promise.all([...this.#processes.values()].map(endedIn));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** The same since this was last asked, by the ids of the instances. */
  async takeEnded(): Promise<ReadonlyMap<string, number>> {
    const take = async ([id, each]: [string, AppProcess]): Promise<[string, number]> => {
      const count = await endedIn(each);
      // Of two that ask at once, the one who is answered last may know less.
      const known = this.#ended.get(id) ?? 0;
      this.#ended.set(id, Math.max(known, count));
      return [id, Math.max(0, count - known)];
    };
    return new Map(await Promise.all([...this.#processes].map(take)));
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

function endedIn({ adminUrl }: AppProcess): Promise<number> {
  return scrape(adminUrl, 'grpc_server_call_duration_seconds_count', 'OrdersService/');
}
