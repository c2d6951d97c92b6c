import { currentAmbient, runWithAmbient } from './ambient';
import type { Ambient } from './ambient';
import { neverAborted } from './context';

const outer: Ambient = { deadline: 1_000, signal: neverAborted };
const inner: Ambient = { deadline: 500, signal: neverAborted };

it('reaches what the work awaits, and nothing outside', async () => {
  const seen = await runWithAmbient(outer, async () => {
    await Promise.resolve();
    return currentAmbient();
  });
  expect(seen).toBe(outer);
  expect(currentAmbient()).toBeUndefined();
});

it('nests', () => {
  runWithAmbient(outer, () => {
    expect(runWithAmbient(inner, currentAmbient)).toBe(inner);
    expect(currentAmbient()).toBe(outer);
  });
});

it('gives what the work gives', () => {
  expect(runWithAmbient(outer, () => 7)).toBe(7);
});
