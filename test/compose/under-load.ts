import { setTimeout as delay } from 'node:timers/promises';
import { GreetingLoad } from '@flotilla/testing';

const ratePerSecond = 50;

/** Load on the fleet while something happens to it; rejects when a request failed. */
export async function underLoad(
  gatewayUrl: string,
  what: string,
  durationMs: number,
  happen: (load: GreetingLoad) => Promise<void>,
): Promise<void> {
  const load = new GreetingLoad({ gatewayUrl, ratePerSecond, durationMs });
  await delay(1_000);
  try {
    await happen(load);
  } finally {
    load.stop();
  }
  const { samples, failed } = await load.report();
  process.stdout.write(`  ${what}: requests ${samples.length}, failed ${failed.length}\n`);
  expect(failed).toEqual([]);
  expect(samples.length).toBeGreaterThan(5 * ratePerSecond);
}
