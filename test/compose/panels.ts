import { GreetingLoad } from '@flotilla/testing';
import type { ComposeFleet } from './compose-fleet';
import { dashboardQueries } from '../prometheus/dashboard-queries';
import { queryPrometheus } from '../prometheus/prometheus-api';
import { instancesUp } from './instances-up';

/** @param healthyAtMs when the fleet was, on the clock of `performance.now()` */
export function panels(fleet: ComposeFleet, healthyAtMs: () => number): void {
  const query = (expr: string): ReturnType<typeof queryPrometheus> =>
    queryPrometheus(fleet.url('PROMETHEUS_PORT'), expr);

  beforeAll(async () => {
    const durationMs = Math.max(0, healthyAtMs() + 60_000 - performance.now());
    const gatewayUrl = fleet.url('GATEWAY_PORT');
    await new GreetingLoad({ gatewayUrl, ratePerSecond: 20, durationMs }).report();
  }, 90_000);

  it('Prometheus has found every instance through the registry', async () => {
    expect(await instancesUp(fleet.url('PROMETHEUS_PORT'))).toEqual({
      gateway: 1,
      greeter: 3,
      orders: 2,
      prometheus: 1,
    });
  });

  it.each(dashboardQueries)('$dashboard · $panel shows something: $expr', async ({ expr }) => {
    expect(await query(expr)).not.toEqual([]);
  });

  it('no alert fires', async () => {
    await expect(query('ALERTS{alertstate="firing"}')).resolves.toEqual([]);
  });
}
