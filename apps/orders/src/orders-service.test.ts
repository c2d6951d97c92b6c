import type { PlaceOrderRequest } from '@flotilla/contracts';
import { OrderEventType, OrderStatus } from '@flotilla/contracts';
import { describeWithPostgres, until } from '@flotilla/testing';
import { Instances } from './testing/instances';
import type { OrdersClient } from './testing/orders-client';
import { query } from './testing/query';

const unknownId = '00000000-0000-4000-8000-000000000000';
let customers = 0;
/** Of a customer that no other test knows. */
function newRequest(changes: Partial<PlaceOrderRequest> = {}): PlaceOrderRequest {
  const lines = [
    { sku: 'TEA-OOLONG', quantity: 2 },
    { sku: 'TEA-ASSAM', quantity: 1 },
  ];
  return { customerId: `customer-${++customers}`, idempotencyKey: 'key', lines, ...changes };
}

describeWithPostgres('OrdersService', (postgres) => {
  const instances = new Instances();
  let client: OrdersClient;
  let other: OrdersClient;
  beforeAll(async () => {
    ({ client } = await instances.start(postgres().url));
    ({ client: other } = await instances.start(postgres().url));
  });
  afterAll(() => instances.close());

  const place = async (request = newRequest()) => {
    const { order } = await client.placeOrder(request);
    if (!order) throw new Error('no order in the answer');
    return order;
  };

  describe('PlaceOrder', () => {
    it('prices the order, keeps it, and answers with it', async () => {
      const request = newRequest();
      const order = await place(request);
      expect(order).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        customerId: request.customerId,
        status: OrderStatus.PLACED,
        lines: [
          { sku: 'TEA-OOLONG', quantity: 2, unitPrice: { minorUnits: 980n, currency: 'EUR' } },
          { sku: 'TEA-ASSAM', quantity: 1, unitPrice: { minorUnits: 690n, currency: 'EUR' } },
        ],
        total: { minorUnits: 2_650n, currency: 'EUR' },
        placedAt: expect.any(Date),
        updatedAt: order.placedAt,
      });
      await expect(other.getOrder({ orderId: order.id.toUpperCase() })).resolves.toEqual({ order });
    });

    it('makes one order of 50 requests at once with one key', async () => {
      const request = newRequest();
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => (index % 2 ? client : other).placeOrder(request)),
      );
      expect(new Set(answers.map(({ order }) => order?.id)).size).toBe(1);
      const { url } = postgres();
      const text = `select count(distinct o.id)::int orders, count(*)::int events
        from orders o join order_events on order_id = id where customer_id = $1`;
      await expect(query(url, text, [request.customerId])).resolves.toEqual([{ orders: 1, events: 1 }]);
    });

    it('gives the stored answer whatever happened since, to the order and to prices', async () => {
      const request = newRequest({ lines: [{ sku: 'TEA-LATE', quantity: 1 }] });
      const { url } = postgres();
      await query(url, `insert into products values ('TEA-LATE', 'Late', 100, 'EUR')`);
      const order = await place(request);
      await query(url, `delete from products where sku = 'TEA-LATE'`);
      await client.cancelOrder({ orderId: order.id });
      await expect(other.placeOrder(request)).resolves.toEqual({ order });
    });

    it('refuses a key that was used for another order', async () => {
      const request = newRequest();
      await place(request);
      await expect(place({ ...request, lines: [{ sku: 'TEA-ASSAM', quantity: 1 }] })).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
        message: 'the key "key" was used for another order: choose a new key for each order',
      });
    });

    it('takes the same key from two customers for two orders', async () => {
      const [first, second] = [await place(), await place()];
      expect(first.id).not.toBe(second.id);
    });

    it('answers ABORTED while the order with this key is being placed for too long', async () => {
      const request = newRequest();
      const { url } = postgres();
      const placing = query(
        url,
        `insert into orders values
           (gen_random_uuid(), default, $1, 'key', '', 'placed', 1, 1, 'EUR', now(), now()) returning pg_sleep(1)`,
        [request.customerId],
      );
      const sleeping = `select pid from pg_stat_activity where wait_event = 'PgSleep'`;
      await until('it holds the key', 2_000, async () => (await query(url, sleeping)).length > 0);
      const deadline = performance.now() + 600;
      await expect(client.placeOrder(request, { deadline })).rejects.toMatchObject({ code: 'ABORTED' });
      await placing;
    });

    it.each([
      [{ customerId: '' }, 'customerId'],
      [{ idempotencyKey: 'a b' }, 'idempotencyKey'],
      [{ lines: [] }, 'lines'],
      [{ lines: [{ sku: 'COFFEE', quantity: 1 }] }, 'lines.0.sku'],
      [{ lines: [{ sku: 'TEA\0', quantity: 1 }] }, 'lines.0.sku'],
      [
        {
          lines: [
            { sku: 'TEA-ASSAM', quantity: 1 },
            { sku: 'TEA-SENCHA', quantity: 1 },
          ],
        },
        'lines.1.sku',
      ],
    ])('refuses %j and keeps nothing', async (changes, path) => {
      const request = newRequest(changes);
      await expect(place(request)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        metadata: { 'flotilla-bad-field': path },
      });
      const text = 'select id from orders where customer_id = $1';
      await expect(query(postgres().url, text, [request.customerId])).resolves.toEqual([]);
    });
  });

  describe('GetOrder and CancelOrder', () => {
    it('know nothing of an order that is not there', async () => {
      const failure = { code: 'NOT_FOUND', message: `there is no order ${unknownId}` };
      await expect(client.getOrder({ orderId: unknownId })).rejects.toMatchObject(failure);
      await expect(client.cancelOrder({ orderId: unknownId })).rejects.toMatchObject(failure);
    });

    it('refuse what is no id', async () => {
      const failure = { code: 'INVALID_ARGUMENT', message: 'orderId must be a UUID, got "1"' };
      await expect(client.getOrder({ orderId: '1' })).rejects.toMatchObject(failure);
      await expect(client.cancelOrder({ orderId: '1' })).rejects.toMatchObject(failure);
    });

    it('cancel once, however often and from wherever asked', async () => {
      const { id: orderId, ...placed } = await place();
      const calls = Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? client : other).cancelOrder({ orderId }),
      );
      const [first, ...rest] = await Promise.all(calls);
      expect(first).toMatchObject({
        order: { ...placed, status: OrderStatus.CANCELLED, updatedAt: expect.any(Date) },
      });
      for (const again of rest) expect(again).toEqual(first);
      await expect(client.getOrder({ orderId })).resolves.toEqual(first);
      const text = 'select sequence, type from order_events where order_id = $1 order by sequence';
      await expect(query(postgres().url, text, [orderId])).resolves.toEqual([
        { sequence: 1, type: 'placed' },
        { sequence: 2, type: 'cancelled' },
      ]);
    });
  });

  describe('ListOrders', () => {
    const customerId = 'collector';
    const add = async (from: number, to: number): Promise<string[]> => {
      const ids: string[] = [];
      for (let key = from; key <= to; key++) {
        ids.unshift((await place(newRequest({ customerId, idempotencyKey: `key-${key}` }))).id);
      }
      return ids;
    };

    it('gives every order once, newest first, while others are added', async () => {
      const ids = await add(1, 25);
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await other.listOrders({ customerId, limit: 10, cursor });
        seen.push(...page.orders.map(({ id }) => id));
        cursor = page.nextCursor;
        await add(100 + seen.length, 101 + seen.length);
      } while (cursor);
      expect(seen).toEqual(ids);
    });

    it('gives 20 unless told otherwise, each with its lines', async () => {
      const { orders } = await client.listOrders({ customerId, limit: 0, cursor: '' });
      expect(orders).toHaveLength(20);
      expect(new Set(orders.map(({ lines }) => lines.map(({ sku }) => sku).join()))).toEqual(
        new Set(['TEA-OOLONG,TEA-ASSAM']),
      );
    });

    it('gives one page without a cursor when there is no more', async () => {
      await expect(client.listOrders({ customerId: 'nobody', limit: 1, cursor: '' })).resolves.toEqual({
        orders: [],
        nextCursor: '',
      });
      const { customerId: one } = await place();
      const { nextCursor } = await client.listOrders({ customerId: one, limit: 1, cursor: '' });
      expect(nextCursor).toBe('');
    });

    it.each([
      [{ cursor: 'x' }, 'cursor'],
      [{ limit: 101 }, 'limit'],
      [{ customerId: 'a b' }, 'customerId'],
    ])('refuses %j', async (changes, path) => {
      await expect(client.listOrders({ customerId, limit: 1, cursor: '', ...changes })).rejects.toMatchObject(
        {
          code: 'INVALID_ARGUMENT',
          metadata: { 'flotilla-bad-field': path },
        },
      );
    });
  });

  it('ListProducts gives all of them, by SKU', async () => {
    const { products } = await client.listProducts();
    expect(products).toHaveLength(7);
    expect(products[0]).toEqual({
      sku: 'TEA-ASSAM',
      name: 'Assam, 100 g',
      price: { minorUnits: 690n, currency: 'EUR' },
    });
    const skus = products.map(({ sku }) => sku);
    expect(skus).toEqual([...skus].sort());
  });

  describe('WatchOrder', () => {
    it('sends what happened, and at once what another instance does', async () => {
      const { id: orderId } = await place();
      const stream = client.watchOrder({ orderId, afterSequence: 0 });
      await expect(stream.next()).resolves.toEqual({
        done: false,
        value: { event: { orderId, sequence: 1, type: OrderEventType.PLACED, occurredAt: expect.any(Date) } },
      });
      const next = stream.next();
      const startedMs = performance.now();
      await other.cancelOrder({ orderId });
      await expect(next).resolves.toMatchObject({
        value: { event: { sequence: 2, type: OrderEventType.CANCELLED } },
      });
      expect(performance.now() - startedMs).toBeLessThan(2_000); // told, not polled
      await expect(stream.next()).resolves.toEqual({ done: true, value: undefined });
    });

    it.each([
      { afterSequence: 1, sequences: [2] },
      { afterSequence: 2, sequences: [] },
    ])('goes on after $afterSequence with $sequences', async ({ afterSequence, sequences }) => {
      const { id: orderId } = await place();
      await client.cancelOrder({ orderId });
      const seen: (number | undefined)[] = [];
      for await (const { event } of other.watchOrder({ orderId, afterSequence })) seen.push(event?.sequence);
      expect(seen).toEqual(sequences);
    });

    it('refuses an order that is not there', async () => {
      const stream = client.watchOrder({ orderId: unknownId, afterSequence: 0 });
      await expect(stream.next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });
});
