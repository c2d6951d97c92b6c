import { Registry } from 'prom-client';
import { showMetrics } from './metrics';
import type { Database } from './store/session/database';
import type { OrderWatches } from './watch/order-watches';

it('shows connections, those who wait for one, and watches as they are at the scrape', async () => {
  const registry = new Registry();
  const database = { connections: { open: 0, used: 0, waiting: 0 } };
  const watches = { count: 0 };
  showMetrics(registry, database as Database, watches as OrderWatches);
  database.connections = { open: 5, used: 3, waiting: 2 };
  watches.count = 7;
  const lines = (await registry.metrics()).split('\n').filter((line) => line && !line.startsWith('#'));
  expect(lines).toEqual([
    'db_client_connection_count{state="used"} 3',
    'db_client_connection_count{state="idle"} 2',
    'db_client_connection_pending_requests 2',
    'orders_open_watches 7',
  ]);
});
