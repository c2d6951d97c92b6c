import type { OrderEvent, OrderStatus } from '../domain/order';
import { queries } from './queries';
import type { Session } from './session/transaction';

/** Events of an order, and its status at the same moment. */
export interface EventPage {
  readonly status: OrderStatus;
  readonly events: readonly OrderEvent[];
}

/** The next events of an order after a sequence, at most `limit`; undefined when there is no such order. */
export async function readEvents(
  session: Session,
  { orderId, after, limit }: { readonly orderId: string; readonly after: number; readonly limit: number },
): Promise<EventPage | undefined> {
  // One statement, so that the status is never ahead of the events.
  const rows = await session.run(
    queries
      .selectFrom('orders')
      .leftJoin('order_events', (join) => join.onRef('order_id', '=', 'id').on('sequence', '>', after))
      .select(['status', 'sequence', 'type', 'occurred_at'])
      .where('id', '=', orderId)
      .orderBy('sequence')
      .limit(limit),
  );
  const [first] = rows;
  if (!first) return undefined;
  const events = rows.flatMap(({ sequence, type, occurred_at: occurredAt }) =>
    sequence !== null && type && occurredAt ? [{ orderId, sequence, type, occurredAt }] : [],
  );
  return { status: first.status, events };
}
