import type { Registry } from 'prom-client';
import type { Implementation } from '@flotilla/call';
import { showMetrics } from './metrics';
import { ordersService } from './orders-service';
import { readEvents } from './store/events';
import type { Logger } from './store/logger';
import { prepareTables } from './store/migrations/migrate';
import { Notifications } from './store/notifications';
import { Database } from './store/session/database';
import { OrderWatches } from './watch/order-watches';

export interface OrdersOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections for calls at most; one more hears of changes. */
  readonly poolSize: number;
  /** Ends every watch. */
  readonly draining: AbortSignal;
  readonly logger: Logger;
  /** Where what it stands on is shown. Default: nowhere. */
  readonly metrics?: Registry;
}

/** The service with what it stands on. */
export interface Orders {
  readonly service: Implementation;
  /** Resolves when the database is there and up to date; the service works from then on. */
  prepare(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Makes the service and what it stands on; nothing connects yet. */
export function createOrders({ url, poolSize, draining, logger, metrics }: OrdersOptions): Orders {
  const database = new Database({ url, poolSize });
  const watches = new OrderWatches({
    draining,
    read: (query, bounds) => database.transaction(bounds, (session) => readEvents(session, query)),
  });
  const notifications = new Notifications({
    url,
    logger,
    onChange: (orderId) => watches.changed(orderId),
    onListening: () => watches.anyChanged(),
  });
  if (metrics) showMetrics(metrics, database, watches);
  return {
    service: ordersService({ database, watches }),
    async prepare(signal) {
      await prepareTables(url, logger, signal);
      notifications.start();
    },
    async close() {
      await notifications.close();
      await database.close();
    },
  };
}
