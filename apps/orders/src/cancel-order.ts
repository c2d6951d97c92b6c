import { cancel } from './domain/order';
import type { Order } from './domain/order';
import { lockOrder, updateOrder } from './store/orders';
import type { Session } from './store/session/transaction';

/** Cancels an order, if it is not cancelled yet; undefined when there is no such order. */
export async function cancelOrder(session: Session, id: string): Promise<Order | undefined> {
  const order = await lockOrder(session, id);
  const change = order && cancel(order, new Date());
  if (!change) return order;
  await updateOrder(session, change);
  return change.order;
}
