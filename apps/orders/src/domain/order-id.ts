import { check } from './check';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The one spelling of an order's id.
 *
 * @throws badField.
 */
export function parseOrderId(orderId: string): string {
  const id = orderId.toLowerCase();
  check(uuid.test(id), 'orderId', 'must be a UUID', orderId);
  return id;
}
