import { createOrders } from '../orders';
import type { Orders } from '../orders';
import { OrdersClient } from './orders-client';

/** Warnings are expected in tests of outages. */
export const quiet = { info: () => undefined, warn: () => undefined };

export interface Instance {
  readonly orders: Orders;
  readonly client: OrdersClient;
  readonly draining: AbortController;
}

/** Instances of the service in this process, on one database; `close` ends them all. */
export class Instances {
  readonly #running: Instance[] = [];

  async start(url: string, poolSize = 10): Promise<Instance> {
    const draining = new AbortController();
    const orders = createOrders({ url, poolSize, draining: draining.signal, logger: quiet });
    const instance = { orders, client: new OrdersClient(orders.service), draining };
    this.#running.push(instance);
    await orders.prepare(new AbortController().signal);
    return instance;
  }

  async close(): Promise<void> {
    for (const { orders, draining } of this.#running.splice(0)) {
      draining.abort();
      await orders.close();
    }
  }
}
