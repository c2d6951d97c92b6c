import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@flotilla/testing';
import type { Fleet, GreetingLoad } from '@flotilla/testing';
import { describeChaos, greetings, lasting, ratePerSecond } from './chaos';
import { printFigures } from './print-figures';

async function pidOf(fleet: Fleet, id: string): Promise<number> {
  const instance = (await fleet.instances('greeter')).find((each) => each.id === id);
  if (!instance) throw new Error(`${id} is not listed`);
  return Number(instance.metadata['pid']);
}

/** Waits until the registry lists another process under an id, and that process has answered. */
async function replaced(
  fleet: Fleet,
  load: GreetingLoad,
  id: string,
  oldPid: number,
  timeoutMs: number,
): Promise<void> {
  await until(`${id} is listed again`, timeoutMs, async () => {
    const instance = (await fleet.instances('greeter')).find((each) => each.id === id);
    return instance !== undefined && Number(instance.metadata['pid']) !== oldPid;
  });
  const fromMs = load.elapsedMs;
  await until(`${id} serves again`, timeoutMs, () => load.share(id, fromMs, Infinity) > 0);
}

describeChaos('a greeter that is killed', { shortOn: 'embedded' }, (arena) => {
  const durationMs = lasting(30_000, 15_000);

  it(
    'costs no request, and its replacement serves within 10 s',
    async () => {
      const { fleet } = arena();
      const load = greetings(fleet.gatewayUrl, durationMs);
      await delay(3_000);
      const pid = await pidOf(fleet, 'greeter-2');
      process.kill(pid, 'SIGKILL');
      const killedMs = load.elapsedMs;
      await replaced(fleet, load, 'greeter-2', pid, 10_000);
      const replacedAfterMs = load.elapsedMs - killedMs;
      const report = await load.report();
      printFigures('kill -9', report, { 'serves again after': `${replacedAfterMs.toFixed(0)} ms` });
      expect(report.failed).toEqual([]);
      expect(replacedAfterMs).toBeLessThan(10_000);
      expect(report.samples).toHaveLength((durationMs / 1_000) * ratePerSecond);
    },
    durationMs + 30_000,
  );
});

describeChaos('greeters and the registry, asked to leave in turn', { shortOn: 'consul' }, (arena) => {
  it('cost no request', async () => {
    const { fleet, registry } = arena();
    const load = greetings(fleet.gatewayUrl, 90_000);
    for (const id of ['greeter-1', 'greeter-2', 'greeter-3']) {
      const pid = await pidOf(fleet, id);
      process.kill(pid, 'SIGTERM');
      await replaced(fleet, load, id, pid, 15_000);
    }
    await registry.stop('SIGTERM');
    await delay(2_000);
    await registry.restart();
    await until('every greeter is registered again', 30_000, async () => {
      return (await fleet.instances('greeter')).length === 3;
    });
    load.stop();
    const report = await load.report();
    printFigures('SIGTERM in turn', report);
    expect(report.failed).toEqual([]);
    expect(report.samples.length).toBeGreaterThan(5 * ratePerSecond);
  }, 120_000);
});

describeChaos('a greeter that is frozen for 10 s', { shortOn: 'embedded' }, (arena) => {
  it('costs at most 1 % of the requests, none after 3 s, and gets its share back within 45 s', async () => {
    const { fleet } = arena();
    const load = greetings(fleet.gatewayUrl, 75_000);
    await delay(3_000);
    const pid = await pidOf(fleet, 'greeter-2');
    const frozenMs = load.elapsedMs;
    process.kill(pid, 'SIGSTOP');
    try {
      await delay(10_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    // It may be ejected for 30 s, and takes its share little by little then.
    const half = 1 / 3 / 2;
    await until('it gets half of its fair share, over 3 s', 45_000, () => {
      const nowMs = load.elapsedMs;
      return nowMs > frozenMs + 14_000 && load.share('greeter-2', nowMs - 3_000, nowMs) >= half;
    });
    const shareBackMs = load.elapsedMs - frozenMs - 10_000;
    load.stop();
    const report = await load.report();
    printFigures('frozen for 10 s', report, { 'half of its share after': `${shareBackMs.toFixed(0)} ms` });
    const { samples, failed } = report;
    const during = samples.filter(
      ({ intendedMs }) => intendedMs >= frozenMs && intendedMs < frozenMs + 10_000,
    );
    expect(failed.length / during.length).toBeLessThanOrEqual(0.01);
    expect(failed.filter(({ intendedMs }) => intendedMs > frozenMs + 3_000)).toEqual([]);
  }, 110_000);
});
