import type { PlaceOrderRequest } from '@flotilla/contracts';

/** Orders for customers, all for the same, each with a key of its own: `order-1`, `order-2` and so on. */
export function newOrders(): (customerId: string) => PlaceOrderRequest {
  let count = 0;
  return (customerId) => ({
    customerId,
    idempotencyKey: `order-${(count += 1)}`,
    lines: [{ sku: 'TEA-ASSAM', quantity: 1 }],
  });
}
