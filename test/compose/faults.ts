import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@flotilla/testing';
import type { ComposeFleet } from './compose-fleet';
import { docker } from './docker';
import { queryPrometheus } from '../prometheus/prometheus-api';
import { underLoad } from './under-load';

export function faults(fleet: ComposeFleet): void {
  it('loses no request when a greeter is killed', async () => {
    await underLoad(fleet.url('GATEWAY_PORT'), 'a greeter killed', 30_000, async () => {
      const [victim] = await fleet.containers('greeter');
      await docker(['kill', victim?.ID ?? '']);
      await delay(6_000);
    });
    await fleet.up();
  }, 90_000);

  it('gives newcomers their share', async () => {
    await underLoad(fleet.url('GATEWAY_PORT'), 'scaled to five greeters', 90_000, async (load) => {
      await fleet.up('--scale', 'greeter=5', '--no-recreate');
      const containers = await fleet.inspect(await fleet.containers('greeter'));
      const names = containers.map(({ Config }) => `greeter-${Config.Hostname}`);
      expect(names).toHaveLength(5);
      await until('every greeter serves a tenth or more', 45_000, () => {
        const fromMs = load.elapsedMs - 5_000;
        return names.every((name) => load.share(name, fromMs, Infinity) >= 0.1);
      });
    });
  }, 120_000);

  it('loses no request when Consul restarts', async () => {
    await underLoad(fleet.url('GATEWAY_PORT'), 'Consul restarted', 60_000, async () => {
      await fleet.compose(['restart', '--timeout', '5', 'consul']);
      await until('everybody is registered again', 40_000, async () => {
        const expr = 'sum(flotilla_registration_registered)';
        const [registered] = await queryPrometheus(fleet.url('PROMETHEUS_PORT'), expr);
        return registered?.value === 8;
      });
      await delay(3_000);
    });
  }, 90_000);
}
