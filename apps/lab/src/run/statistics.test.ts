import { percentiles } from './statistics';

const oneToThousand = Array.from({ length: 1_000 }, (_, index) => index + 1);

it('tells percentiles to 0.1 %, whatever the order', () => {
  for (const durations of [oneToThousand, oneToThousand.toReversed()]) {
    const [p50, p99, max] = percentiles(durations, [50, 99, 100]) as [number, number, number];
    expect(Math.abs(p50 / 500 - 1)).toBeLessThan(0.002);
    expect(Math.abs(p99 / 990 - 1)).toBeLessThan(0.002);
    expect(Math.abs(max / 1_000 - 1)).toBeLessThan(0.002);
  }
});

it.each([[0], [-3], [0.0004]])('takes %d ms for 1 µs', (ms) => {
  expect(percentiles([ms], [50])).toEqual([0.001]);
});

it('has nothing to tell of nothing', () => {
  expect(percentiles([], [50, 99])).toEqual([NaN, NaN]);
});
