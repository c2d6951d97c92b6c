import { setTimeout as delay } from 'node:timers/promises';
import { GreetingLoad, latenessOf } from '@flotilla/testing';
import type { LoadReport, Sample } from '@flotilla/testing';

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
  const report = await load.report();
  expect(report.samples.length).toBeGreaterThan(5 * ratePerSecond);
  expectNoneFailed(what, report);
}

/** What was late, or given up for being late by whoever waited. A refusal and a broken connection are neither. */
const isLate = ({ outcome }: Sample): boolean =>
  outcome === 200 || outcome === 504 || outcome === 'Error: no answer in time';

/** Where the generator could not keep to its own plan, the machine was too busy to say what made an answer late. */
function expectNoneFailed(what: string, { samples, failed }: LoadReport): void {
  const { fellBehind } = latenessOf(samples);
  const late = failed.filter(isLate);
  const busy = fellBehind ? ' (the generator was late, too)' : '';
  process.stdout.write(
    `  ${what}: requests ${samples.length}, failed ${failed.length}, of them only late ${late.length}${busy}\n`,
  );
  expect(fellBehind ? failed.filter((sample) => !late.includes(sample)) : failed).toEqual([]);
}
