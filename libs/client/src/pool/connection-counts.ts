import type { Connection, ConnectionState } from '@flotilla/call';

/** How many connections are in each state. */
export type ConnectionCounts = Readonly<Record<ConnectionState, number>>;

export const noConnections: ConnectionCounts = { idle: 0, connecting: 0, ready: 0, failed: 0, closed: 0 };

export function countByState(
  owners: Iterable<{ readonly connection: Pick<Connection, 'state'> }>,
): ConnectionCounts {
  const counts = { ...noConnections };
  for (const { connection } of owners) counts[connection.state]++;
  return counts;
}

/** The counts after one connection went from one state to another. */
export function moved(
  counts: ConnectionCounts,
  from: ConnectionState,
  to: ConnectionState,
): ConnectionCounts {
  const after = { ...counts };
  after[from]--;
  after[to]++;
  return after;
}

/** The counts without one connection that was in this state. */
export function without(counts: ConnectionCounts, state: ConnectionState): ConnectionCounts {
  return { ...counts, [state]: counts[state] - 1 };
}
