import { fourSigma } from './chance';

it.each([
  ['a coin tossed 100 times', 0.5, [100], 0.2],
  ['twice the certainty for four times the draws', 0.5, [400], 0.1],
  ['two ways to be off', 0.5, [200, 200], 0.2],
  ['what is certain', 1, [10], 0],
])('knows %s', (_what, chance, draws, expected) => {
  expect(fourSigma(chance, ...draws)).toBeCloseTo(expected, 10);
});
