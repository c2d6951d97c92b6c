import { Backoff } from './backoff';

it('waits between 0 and a ceiling that doubles from 200 ms to 10 s, and not at all after a success', () => {
  const longest = new Backoff(() => 1);
  const ceilings = Array.from({ length: 10 }, () => {
    const { delayMs } = longest;
    longest.failed();
    return delayMs;
  });
  expect(ceilings).toEqual([0, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]);
  for (let failure = 0; failure < 2_000; failure += 1) longest.failed();
  expect(longest.delayMs).toBe(10_000);
  longest.succeeded();
  expect(longest.delayMs).toBe(0);
});

it('waits a random part of the ceiling', () => {
  const backoff = new Backoff(() => 0.25);
  backoff.failed();
  expect(backoff.delayMs).toBe(50);
});
