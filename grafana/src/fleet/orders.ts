import { lines } from '../pieces/lines';

/** What only orders have: a database, and watches. */
export const orders = [
  lines({
    title: 'Database connections',
    lookFor: 'All in use and none idle: orders wait for each other, or for the database.',
    unit: 'none',
    stacked: true,
    queries: { '{{state}}, {{instance}}': 'db_client_connection_count{job="orders"}' },
  }),
  lines({
    title: 'Waiting for a connection',
    lookFor: 'Above 0 for long: the pool is too small, or the database too slow.',
    unit: 'none',
    queries: { '{{instance}}': 'db_client_connection_pending_requests{job="orders"}' },
  }),
  lines({
    title: 'Watches of orders',
    lookFor: 'Follows the event streams at the gateway; one that stays without a stream is a leak.',
    unit: 'none',
    queries: { '{{instance}}': 'orders_open_watches{job="orders"}' },
  }),
];
