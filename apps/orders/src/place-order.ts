import { randomUUID } from 'node:crypto';
import { CallError } from '@flotilla/call';
import { fingerprint as fingerprintOf } from './domain/fingerprint';
import { asPlaced, place } from './domain/order';
import type { Order } from './domain/order';
import type { OrderRequest } from './domain/order-request';
import { findByKey, insertOrder } from './store/orders';
import { findProducts } from './store/products';
import type { Session } from './store/session/transaction';

/**
 * Places an order, or finds the one that this request placed before, whatever became of products and prices since.
 *
 * @throws CallError FAILED_PRECONDITION when the key was used for another order; badField for lines that are not sold
 */
export async function placeOrder(session: Session, request: OrderRequest): Promise<Order> {
  const fingerprint = fingerprintOf(request);
  const earlier = await findEarlier(session, request, fingerprint);
  if (earlier) return earlier;
  const products = await findProducts(
    session,
    request.lines.map(({ sku }) => sku),
  );
  const change = place(request, products, { id: randomUUID(), now: new Date() });
  const { idempotencyKey } = request;
  if (await insertOrder(session, change, { idempotencyKey, fingerprint })) return change.order;
  const concurrent = await findEarlier(session, request, fingerprint);
  if (concurrent) return concurrent;
  throw new CallError('ABORTED', 'the order with this key is being placed: ask again');
}

async function findEarlier(
  session: Session,
  request: OrderRequest,
  fingerprint: string,
): Promise<Order | undefined> {
  const stored = await findByKey(session, request);
  if (!stored) return undefined;
  if (stored.fingerprint === fingerprint) return asPlaced(stored.order);
  const key = JSON.stringify(request.idempotencyKey);
  throw new CallError(
    'FAILED_PRECONDITION',
    `the key ${key} was used for another order: choose a new key for each order`,
  );
}
