import { describeWithPostgres, httpSender, registries, startApp, until } from '@flotilla/testing';
import type { AppProcess, HttpSender, RegistryUnderTest, TestPostgres } from '@flotilla/testing';

const lines = [{ sku: 'TEA-OOLONG', quantity: 2 }];

function idOf(body: string): string {
  return (JSON.parse(body) as { id: string }).id;
}

const both = process.env['PROVE'] === '1';

describeWithPostgres('a database that goes away', inOutages, { both });

function inOutages(postgres: () => TestPostgres): void {
  let registry: RegistryUnderTest;
  let orders: AppProcess;
  let greeter: AppProcess;
  let gateway: AppProcess;
  let sender: HttpSender;

  beforeAll(async () => {
    registry = await registries.embedded();
    await postgres().stop();
    const env = { ...registry.env, DATABASE_URL: postgres().url };
    orders = await startApp('orders', { ...env, INSTANCE_ID: 'orders-1' }, 'listening');
    greeter = await startApp('greeter', { ...env, INSTANCE_ID: 'greeter-1' });
    gateway = await startApp('gateway', { ...env, PORT: '0' });
    sender = httpSender(`http://${gateway.address}`);
  }, 60_000);

  afterAll(async () => {
    sender?.close();
    await Promise.all([orders, greeter, gateway].map((app) => app?.stop()));
    await registry?.stop();
  });

  async function probe(path: string): Promise<number> {
    const response = await fetch(orders.adminUrl + path);
    await response.arrayBuffer();
    return response.status;
  }

  async function products(): Promise<number> {
    return (await sender.get('/api/products')).status;
  }

  it('is waited for at the start: alive, not ready; ready within 10 s of its coming', async () => {
    expect([await probe('/healthz'), await probe('/readyz'), await products()]).toEqual([200, 503, 503]);
    await postgres().restart();
    await until('orders is ready', 10_000, async () => (await probe('/readyz')) === 200);
    await until('orders is reached', 5_000, async () => (await products()) === 200);
  }, 30_000);

  it.each(['SIGKILL', 'SIGINT', 'SIGSTOP'] as const)(
    'and ends by %s under load costs orders 503 or 504 in time, greetings nothing, and no order that was acknowledged',
    async (signal) => {
      let isDown = false;
      let n = 0;
      const acknowledged = new Map<string, string>();
      const outcomes: { status: number; tookMs: number; atMs: number }[] = [];
      const place = async (): Promise<void> => {
        const key = `${signal}-${++n}`;
        const atMs = performance.now();
        const { status, body } = await sender.post(
          '/api/orders',
          { customerId: 'eve', lines },
          { 'idempotency-key': key },
        );
        outcomes.push({ status, tookMs: performance.now() - atMs, atMs });
        if (status === 201) acknowledged.set(key, idOf(body));
      };
      const greetings: number[] = [];
      const pending: Promise<void>[] = [];
      const load = setInterval(() => {
        pending.push(place());
        pending.push(sender.get('/api/greetings/Eve').then(({ status }) => void greetings.push(status)));
      }, 25);
      try {
        await until('orders are placed', 5_000, () => acknowledged.size > 20);
        isDown = true;
        if (signal === 'SIGSTOP') postgres().pause();
        else await postgres().stop(signal);
        const downMs = performance.now();
        await until('orders fail', 5_000, () => outcomes.some(({ status }) => status >= 500));
        await until('it was down for 3 s', 5_000, () => performance.now() > downMs + 3_000);
        if (signal === 'SIGSTOP') postgres().resume();
        else await postgres().restart();
        isDown = false;
        const upMs = performance.now();
        await until('orders are placed again', 5_000, () =>
          outcomes.some(({ status, atMs }) => status === 201 && atMs > upMs),
        );
        await until('1 s of orders without a failure', 10_000, () => {
          const late = outcomes.filter(({ atMs }) => atMs > performance.now() - 1_000);
          return late.length > 20 && late.every(({ status }) => status === 201);
        });
      } finally {
        clearInterval(load);
        if (isDown) await postgres().restart();
      }
      await Promise.all(pending);
      const expected = signal === 'SIGSTOP' ? [201, 503, 504] : [201, 503];
      expect(outcomes.filter(({ status }) => !expected.includes(status))).toEqual([]);
      expect(Math.max(...outcomes.map(({ tookMs }) => tookMs))).toBeLessThan(
        process.env['PROVE'] === '1' ? 2_100 : 4_000,
      );
      expect(new Set(greetings)).toEqual(new Set([200]));
      for (const [key, id] of acknowledged) {
        const answer = await sender.post(
          '/api/orders',
          { customerId: 'eve', lines },
          { 'idempotency-key': key },
        );
        expect([answer.status, idOf(answer.body)]).toEqual([201, id]);
      }
    },
    60_000,
  );
}
