import { nextStep } from './renewal';
import type { RenewalAction, RenewalResult } from './renewal';

it.each<[RenewalAction, RenewalResult, RenewalAction, number, number]>([
  ['register', 'done', 'renew', 0, 5_000],
  ['renew', 'done', 'renew', 5_000, 5_000],
  ['renew', 'refused', 'register', 0, 0],
  ['renew', 'unanswered', 'register', 1_000, 6_000],
  ['register', 'refused', 'register', 1_000, 6_000],
  ['register', 'unanswered', 'register', 1_000, 6_000],
])('after %s was %s: %s in %d to %d ms', (action, result, next, earliestMs, latestMs) => {
  const at = (chance: number): unknown =>
    nextStep(action, result, { intervalMs: 5_000, random: () => chance });
  expect(at(0)).toEqual({ action: next, delayMs: earliestMs });
  expect(at(1)).toEqual({ action: next, delayMs: latestMs });
});
