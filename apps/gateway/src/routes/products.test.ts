import { createApp } from '../app';
import { FakeGreeter } from '../testing/fake-greeter';
import { FakeOrders } from '../testing/fake-orders';
import { problemOf } from '../testing/problem-of';
import { quietLogger } from '../testing/quiet-logger';

const app = createApp({ greeter: new FakeGreeter(), orders: new FakeOrders() }, quietLogger());
afterAll(() => app.close());

it('lists what can be ordered', async () => {
  const response = await app.inject('/api/products');
  expect([response.statusCode, response.json()]).toEqual([
    200,
    { products: [{ sku: 'TEA-OOLONG', name: 'Oolong', price: { minorUnits: 1250, currency: 'EUR' } }] },
  ]);
});

it('refuses parameters', async () => {
  const { errors } = problemOf(await app.inject('/api/products?page=2'));
  expect(errors).toEqual([{ path: 'query.page', reason: 'is not known here' }]);
});
