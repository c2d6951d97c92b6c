import { setTimeout as delay } from 'node:timers/promises';
import { startApp, until } from '@flotilla/testing';
import { describeChaos, greetings, lasting, ratePerSecond } from './chaos';
import { printFigures } from './print-figures';

describeChaos('a registry that is killed and comes back empty', { shortOn: 'consul' }, (arena) => {
  const awayMs = lasting(300_000, 12_000);

  it(
    'costs no request; every instance is registered again within 30 s, and a new one serves within 15 s',
    async () => {
      const { fleet, registry } = arena();
      const load = greetings(fleet.gatewayUrl, awayMs + 60_000);
      await delay(2_000);
      await registry.stop('SIGKILL');
      await delay(awayMs);
      await registry.restart();
      const backMs = load.elapsedMs;
      const newcomer = startApp('greeter', { ...registry.env, INSTANCE_ID: 'greeter-new' });
      try {
        await until('the new instance serves', 30_000, () => load.share('greeter-new', backMs, Infinity) > 0);
        const newServesAfterMs = load.elapsedMs - backMs;
        await until('every instance is registered again', 30_000, async () => {
          const greeters = await fleet.instances('greeter');
          const gateways = await fleet.instances('gateway');
          return greeters.length === 4 && gateways.length === 1;
        });
        const refilledAfterMs = load.elapsedMs - backMs;
        // Long enough for the gateway to hear of every step of the refill.
        await delay(5_000);
        load.stop();
        const report = await load.report();
        printFigures('registry wiped', report, {
          'all registered after': `${refilledAfterMs.toFixed(0)} ms`,
          'a new instance served after': `${newServesAfterMs.toFixed(0)} ms`,
        });
        expect(report.failed).toEqual([]);
        expect(report.samples.length).toBeGreaterThan((awayMs / 1_000) * ratePerSecond);
        expect(newServesAfterMs).toBeLessThan(15_000);
        expect(refilledAfterMs).toBeLessThan(30_000);
      } finally {
        load.stop();
        await (await newcomer).stop();
      }
    },
    awayMs + 90_000,
  );
});
