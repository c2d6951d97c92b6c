import { renewalDelayMs } from './renewal';

it.each([
  ['written', 0, 5_000],
  ['renewed', 5_000, 5_000],
  ['forgotten', 0, 0],
  ['failed', 1_000, 7_000],
] as const)('what was %s is kept again in %d to %d ms', (last, earliestMs, latestMs) => {
  expect(renewalDelayMs(last, { intervalMs: 5_000, random: () => 0 })).toBe(earliestMs);
  expect(renewalDelayMs(last, { intervalMs: 5_000, random: () => 1 })).toBe(latestMs);
});
