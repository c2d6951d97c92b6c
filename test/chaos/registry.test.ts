import { setTimeout as delay } from 'node:timers/promises';
import { GreetingLoad, until } from '@flotilla/testing';
import { describeChaos, lasting } from './chaos';
import { printFigures } from './print-figures';

const ratePerSecond = 200;

describeChaos('a registry that is killed and comes back empty', { shortOn: 'consul' }, (arena) => {
  const awayMs = lasting(60_000, 12_000);

  it(
    'costs no request, and every instance is registered again within 30 s',
    async () => {
      const { fleet, registry } = arena();
      const load = new GreetingLoad({
        gatewayUrl: fleet.gatewayUrl,
        ratePerSecond,
        durationMs: awayMs + 60_000,
      });
      await delay(2_000);
      await registry.stop('SIGKILL');
      await delay(awayMs);
      await registry.restart();
      const backMs = load.elapsedMs;
      await until('every instance is registered again', 30_000, async () => {
        const greeters = await fleet.instances('greeter');
        const gateways = await fleet.instances('gateway');
        return greeters.length === 3 && gateways.length === 1;
      });
      const refilledAfterMs = load.elapsedMs - backMs;
      // Long enough for the gateway to hear of every step of the refill.
      await delay(5_000);
      load.stop();
      const report = await load.report();
      printFigures('registry wiped', report, { 'all registered after': `${refilledAfterMs.toFixed(0)} ms` });
      expect(report.failed).toEqual([]);
      expect(report.samples.length).toBeGreaterThan((awayMs / 1_000) * ratePerSecond);
    },
    awayMs + 90_000,
  );
});
