import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Database } from './store/session/database';
import type { OrderWatches } from './watch/order-watches';

/** What the service stands on, at each scrape; named as OpenTelemetry's conventions for database clients have it. */
export function showMetrics(registry: Registry, database: Database, watches: OrderWatches): void {
  const registers = [registry];
  new Gauge({
    name: 'db_client_connection_count',
    help: 'Connections to the database, in use and idle',
    labelNames: ['state'],
    registers,
    collect() {
      const { open, used } = database.connections;
      this.set({ state: 'used' }, used);
      this.set({ state: 'idle' }, open - used);
    },
  });
  new Gauge({
    name: 'db_client_connection_pending_requests',
    help: 'Calls that wait for a connection',
    registers,
    collect() {
      this.set(database.connections.waiting);
    },
  });
  new Gauge({
    name: 'orders_open_watches',
    help: 'Watches of orders that are open',
    registers,
    collect() {
      this.set(watches.count);
    },
  });
}
