import { until } from '@flotilla/testing';
import type { ComposeFleet } from './compose-fleet';
import { placeOrder } from './orders';
import { instancesUp } from './instances-up';

/** The same fleet on the other registry: everything that knows a registry is made anew. */
export function moveToEtcd(fleet: ComposeFleet): void {
  beforeAll(async () => {
    const ms = await fleet.moveTo('etcd');
    process.stdout.write(`  on etcd ${(ms / 1_000).toFixed(1)} s later\n`);
  }, 150_000);

  it('answers a greeting and an order', async () => {
    const gatewayUrl = fleet.url('GATEWAY_PORT');
    expect((await fetch(`${gatewayUrl}/api/greetings/Ada`)).status).toBe(200);
    expect((await placeOrder(gatewayUrl)).status).toBe(201);
  });

  it('shows nothing to who has no password', async () => {
    const body = JSON.stringify({ key: 'AA==', range_end: 'AA==' }); // all keys
    const answer = await fetch(`${fleet.url('ETCD_PORT')}/v3/kv/range`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('user name is empty');
  });

  it('is found by Prometheus', async () => {
    const expected = { gateway: 1, greeter: 3, orders: 2, prometheus: 1 };
    await until('every instance is scraped', 20_000, async () => {
      const up = await instancesUp(fleet.url('PROMETHEUS_PORT'));
      return JSON.stringify(Object.entries(up).sort()) === JSON.stringify(Object.entries(expected).sort());
    });
  }, 30_000);
}
