import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@flotilla/testing';
import type { Fleet } from '@flotilla/testing';
import { describeChaos, greetings } from './chaos';
import { printFigures } from './print-figures';

const key = 'flotilla/policies/greeter';

/** The revisions of the greeter's policy that are in force, process by process. */
async function revisionsInForce(fleet: Fleet): Promise<number[]> {
  const instances = [...(await fleet.instances('greeter')), ...(await fleet.instances('gateway'))];
  expect(instances).toHaveLength(4);
  const pages = instances.map(async ({ host, metadata: { adminPort } }) =>
    (await fetch(`http://${host}:${adminPort}/metrics`)).text(),
  );
  const revision = /^flotilla_policy_revision\{service="greeter"\} (\d+)$/m;
  return (await Promise.all(pages)).map((page) => Number(revision.exec(page)?.[1]));
}

describeChaos('a policy that changes under load', { shortOn: 'etcd' }, (arena) => {
  it('costs no request, is in force within 1 s in every process, and drains an instance', async () => {
    const { fleet, registry } = arena();
    const client = registry.open();
    const govern = async (policy: object): Promise<number> => {
      const { revision } = await client.config.put(key, JSON.stringify(policy));
      const writtenMs = performance.now();
      await until('it is in force everywhere', 5_000, async () =>
        (await revisionsInForce(fleet)).every((each) => each === Number(revision)),
      );
      return performance.now() - writtenMs;
    };
    const load = greetings(fleet.gatewayUrl, 60_000);
    try {
      await delay(1_000);
      const policies = ['round_robin', 'least_request', 'p2c_peak_ewma'] as const;
      const tookMs: number[] = [];
      for (const policy of policies) {
        tookMs.push(
          await govern({ balancing: { policy }, timeouts: { callMs: 1_500 }, retry: { maxAttempts: 2 } }),
        );
        await delay(1_000);
      }
      const drainedMs = load.elapsedMs;
      tookMs.push(await govern({ balancing: { policy: 'round_robin' }, drained: ['greeter-2'] }));
      await delay(4_000);
      expect(load.share('greeter-2', drainedMs + 1_000, load.elapsedMs)).toBe(0);
      tookMs.push(await govern({ balancing: { policy: 'round_robin' } }));
      const backMs = load.elapsedMs;
      await until('it gets calls again', 2_000, () => load.share('greeter-2', backMs, Infinity) > 0);
      load.stop();
      const report = await load.report();
      const slowest = `${Math.max(...tookMs).toFixed(0)} ms`;
      printFigures('policies changed', report, { 'in force everywhere after at most': slowest });
      expect(report.failed).toEqual([]);
      expect(Math.max(...tookMs)).toBeLessThan(1_000);
    } finally {
      load.stop();
      await client.close();
    }
  }, 60_000);
});
