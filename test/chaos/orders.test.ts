import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@flotilla/testing';
import type { Fleet, GreetingLoad, LoadReport } from '@flotilla/testing';
import { describeChaos, greetings, lasting, ratePerSecond } from './chaos';
import { printFigures } from './print-figures';
import { auditLedger } from './ledger';
import { OrderLoad } from './order-load';

const orderShare = 0.2;

/** Greetings and orders, 80 to 20. */
class MixedLoad {
  readonly orders: OrderLoad;
  readonly #greetings: GreetingLoad;

  constructor(gatewayUrl: string, durationMs: number) {
    const orderRate = ratePerSecond * orderShare;
    this.#greetings = greetings(gatewayUrl, durationMs, ratePerSecond - orderRate);
    this.orders = new OrderLoad({ gatewayUrl, ratePerSecond: orderRate, durationMs });
  }

  stop(): void {
    this.#greetings.stop();
    this.orders.stop();
  }

  async report(): Promise<{ posts: LoadReport; gets: LoadReport }> {
    const [greetings, { posts, gets }] = await Promise.all([this.#greetings.report(), this.orders.report()]);
    const samples = [...greetings.samples, ...gets.samples];
    return { posts, gets: { samples, failed: [...greetings.failed, ...gets.failed] } };
  }
}

async function pidOf(fleet: Fleet, id: string): Promise<number | undefined> {
  const instance = (await fleet.instances('orders')).find((each) => each.id === id);
  return instance && Number(instance.metadata['pid']);
}

async function replaced(fleet: Fleet, id: string, oldPid: number): Promise<void> {
  await until(`${id} is listed again`, 20_000, async () => {
    const pid = await pidOf(fleet, id);
    return pid !== undefined && pid !== oldPid;
  });
}

/** Ends an orders process, and waits for the one that takes its place. */
async function end(fleet: Fleet, id: string, signal: NodeJS.Signals): Promise<void> {
  const pid = await pidOf(fleet, id);
  if (pid === undefined) throw new Error(`${id} is not listed`);
  process.kill(pid, signal);
  await replaced(fleet, id, pid);
}

describeChaos('an orders process that is killed five times', { shortOn: 'embedded', orders: 2 }, (arena) => {
  it('costs no read, at most 0.1 % of the orders until they are sent again, and the ledger nothing', async () => {
    const { fleet, database } = arena();
    const load = new MixedLoad(fleet.gatewayUrl, 120_000);
    await delay(2_000);
    for (const slot of [1, 2, 1, 2, 1]) {
      await end(fleet, `orders-${slot}`, 'SIGKILL');
      await delay(lasting(5_000, 1_000));
    }
    load.stop();
    const { posts, gets } = await load.report();
    const resent = await load.orders.resolve();
    printFigures('orders killed: reads', gets);
    printFigures('orders killed: orders', posts, { 'sent again': String(resent.length) });
    expect(gets.failed).toEqual([]);
    expect(posts.failed.length).toBeLessThanOrEqual(Math.max(1, posts.samples.length * 0.001));
    expect(resent.filter((status) => status !== 201)).toEqual([]);
    expect(await auditLedger(database, load.orders)).toEqual([]);
    expect(posts.samples.length).toBeGreaterThan(100);
    load.orders.close();
  }, 180_000);
});

describeChaos(
  'orders processes that are asked to leave in turn',
  { shortOn: 'consul', orders: 2 },
  (arena) => {
    it('cost no request', async () => {
      const { fleet, database } = arena();
      const load = new MixedLoad(fleet.gatewayUrl, 120_000);
      await delay(2_000);
      for (const id of ['orders-1', 'orders-2']) await end(fleet, id, 'SIGTERM');
      await delay(2_000);
      load.stop();
      const { posts, gets } = await load.report();
      printFigures('orders leave in turn: reads', gets);
      printFigures('orders leave in turn: orders', posts);
      expect([...gets.failed, ...posts.failed]).toEqual([]);
      expect(await auditLedger(database, load.orders)).toEqual([]);
      load.orders.close();
    }, 180_000);
  },
);
