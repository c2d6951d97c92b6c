import { newOrders } from './orders';

it('gives each order a key of its own', () => {
  const newOrder = newOrders();
  const orders = [newOrder('ada'), newOrder('ada'), newOrder('bob')];
  expect(orders.map(({ customerId, idempotencyKey }) => [customerId, idempotencyKey])).toEqual([
    ['ada', 'order-1'],
    ['ada', 'order-2'],
    ['bob', 'order-3'],
  ]);
});
