import { Client } from 'pg';
import { describeWithPostgres, httpSender, registries, startApp } from '@flotilla/testing';
import type { AppProcess, HttpAnswer, HttpSender, RegistryUnderTest } from '@flotilla/testing';

const lines = [{ sku: 'TEA-OOLONG', quantity: 2 }];

interface Answered {
  readonly id: string;
  readonly status: string;
  readonly errors?: readonly { readonly path: string }[];
}

function parse({ status, body }: HttpAnswer): [number, Answered] {
  return [status, JSON.parse(body) as Answered];
}

describeWithPostgres('orders behind a gateway', (postgres) => {
  let registry: RegistryUnderTest;
  let apps: AppProcess[];
  let sender: HttpSender;
  let gateway: AppProcess;

  beforeAll(async () => {
    registry = await registries.embedded();
    const env = { ...registry.env, DATABASE_URL: postgres().url };
    const [one, two] = await Promise.all(
      ['orders-1', 'orders-2'].map((id) => startApp('orders', { ...env, INSTANCE_ID: id })),
    );
    gateway = await startApp('gateway', { ...env, PORT: '0' });
    apps = [one, two, gateway] as AppProcess[];
    sender = httpSender(`http://${gateway.address}`);
  }, 60_000);

  afterAll(async () => {
    sender?.close();
    await Promise.all((apps ?? []).map((app) => app.stop()));
    await registry?.stop();
  });

  function place(customerId: string, key: string, body: object = { lines }): Promise<HttpAnswer> {
    return sender.post('/api/orders', { customerId, ...body }, { 'idempotency-key': key });
  }

  async function query<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    const client = new Client({ connectionString: postgres().url });
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows as Row[];
    } finally {
      await client.end();
    }
  }

  it('makes one order of 50 requests at once with one key', async () => {
    const answers = (await Promise.all(Array.from({ length: 50 }, () => place('ada', 'at-once')))).map(parse);
    const placed = answers.filter(([status]) => status === 201).map(([, order]) => order.id);
    // 503 to those that are more than the instance takes at a time: nothing was done for them. 504 where the machine is slow.
    const statuses = answers.map(([status]) => status);
    expect([201, 409, 503, 504]).toEqual(expect.arrayContaining(statuses));
    expect(placed.length).toBeGreaterThan(0);
    expect(new Set(placed).size).toBe(1);
    const rows = await query<{ id: string }>(
      'select id from orders where customer_id = $1 and idempotency_key = $2',
      ['ada', 'at-once'],
    );
    expect(rows).toEqual([{ id: placed[0] }]);
  });

  it('answers a key that is used for another order with 422, and another customer with an order of their own', async () => {
    const [, first] = parse(await place('ada', 'again'));
    expect(parse(await place('ada', 'again'))).toMatchObject([201, { id: first.id }]);
    const others = { lines: [{ sku: 'TEA-OOLONG', quantity: 3 }] };
    expect(parse(await place('ada', 'again', others))).toMatchObject([422, { code: 'FAILED_PRECONDITION' }]);
    const [status, theirs] = parse(await place('bob', 'again'));
    expect(status).toBe(201);
    expect(theirs.id).not.toBe(first.id);
  });

  const line = { sku: 'TEA-OOLONG', quantity: 1 };
  const many = Array.from({ length: 1_000 }, (_, n) => ({ sku: `S-${n}`, quantity: 1 }));
  it.each<[what: string, key: string | undefined, body: object, status: number, field: string]>([
    ['an unknown sku', 'k', { lines: [line, { sku: 'GOLD', quantity: 1 }] }, 400, 'body.lines.1.sku'],
    ['quantity 0', 'k', { lines: [{ ...line, quantity: 0 }] }, 400, 'body.lines.0.quantity'],
    ['quantity 10⁹', 'k', { lines: [{ ...line, quantity: 1e9 }] }, 400, 'body.lines.0.quantity'],
    ['0 lines', 'k', { lines: [] }, 400, 'body.lines'],
    ['1,000 lines', 'k', { lines: many }, 400, 'body.lines'],
    ['10,000 lines', 'k', { lines: Array.from({ length: 10 }, () => many).flat() }, 413, 'body'],
    ['a price', 'k', { lines: [{ ...line, price: 1 }] }, 400, 'body.lines.0.price'],
    ['a status', 'k', { lines, status: 'cancelled' }, 400, 'body.status'],
    ['no key', undefined, { lines }, 400, 'header.idempotency-key'],
    ['a huge key', 'k'.repeat(2_000), { lines }, 400, 'header.idempotency-key'],
  ])('answers %s with a problem that names the field', async (_what, key, body, status, field) => {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    const answer = await sender.post('/api/orders', { customerId: 'ada', ...body }, headers);
    const [seen, problem] = parse(answer);
    expect([seen, problem.errors?.[0]?.path]).toEqual([status, field]);
  });

  it.each([
    ['/api/orders?customerId=ada&cursor=nonsense', 400, 'query.cursor'],
    ['/api/orders?customerId=ada&limit=0', 400, 'query.limit'],
    ['/api/orders?customerId=ada&limit=1e1', 400, 'query.limit'],
    ['/api/orders', 400, 'query.customerId'],
    ['/api/orders/nonsense', 400, 'path.id'],
    ['/api/orders/nonsense/events', 400, 'path.id'],
  ])('answers GET %s with %i for %s', async (path, status, field) => {
    const [seen, problem] = parse(await sender.get(path));
    expect([seen, problem.errors?.[0]?.path]).toEqual([status, field]);
  });

  it('answers what is not there with 404', async () => {
    const id = '5b0c4a52-9c9f-4c0e-8a5e-0b1f6f2f3d11';
    for (const path of [`/api/orders/${id}`, `/api/orders/${id}/events`]) {
      expect(parse(await sender.get(path))).toMatchObject([404, { code: 'NOT_FOUND' }]);
    }
    expect(parse(await sender.post(`/api/orders/${id}/cancel`))[0]).toBe(404);
  });

  it('streams the events of an order, and goes on where the client was', async () => {
    const [, { id }] = parse(await place('ada', 'watched'));
    const url = `http://${gateway.address}/api/orders/${id}/events`;
    const events = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const read = async (wanted: string): Promise<void> => {
      while (!text.includes(wanted)) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) throw new Error(`the stream ended at ${text}`);
        text += chunk.value;
      }
    };
    await read('event: placed');
    expect(text).not.toContain('cancelled');
    expect(parse(await sender.post(`/api/orders/${id}/cancel`))).toMatchObject([
      200,
      { status: 'cancelled' },
    ]);
    await read('event: cancelled');
    expect((await reader?.read())?.done).toBe(true);

    const again = await fetch(url, { headers: { 'last-event-id': '1' } });
    const rest = await again.text();
    expect([rest.includes('event: placed'), rest.includes('event: cancelled')]).toEqual([false, true]);
    expect((await fetch(url, { headers: { 'last-event-id': '2' } })).status).toBe(204);
  });

  it('explains who answered, when it is asked to', async () => {
    const answer = await fetch(`http://${gateway.address}/api/products`, { headers: { 'x-explain': '1' } });
    expect(answer.headers.get('server-timing')).toMatch(/listproducts;desc="orders-[12], 1 attempt";dur=\d/i);
    await answer.arrayBuffer();
  });
});
