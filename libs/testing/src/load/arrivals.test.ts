import { arrivalTimes } from './arrivals';

it('spaces constant arrivals evenly', () => {
  expect(arrivalTimes({ ratePerSecond: 4, durationMs: 1_000 })).toEqual([0, 250, 500, 750]);
});

describe('Poisson arrivals', () => {
  let state = 7;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const times = arrivalTimes({ ratePerSecond: 500, durationMs: 20_000, arrivals: 'poisson', random });
  const gaps = times.slice(1).map((time, index) => time - (times[index] as number));

  it('are as many as the rate says, in order, within the duration', () => {
    expect(times).toHaveLength(10_000);
    expect(gaps.every((gap) => gap >= 0)).toBe(true);
    expect(times.at(-1)).toBeLessThan(20_000);
  });

  it('have gaps that are exponential: one in e is longer than the mean, one in e² than twice it', () => {
    const longerThan = (ms: number): number => gaps.filter((gap) => gap > ms).length / gaps.length;
    expect(longerThan(2)).toBeCloseTo(Math.exp(-1), 1.5);
    expect(longerThan(4)).toBeCloseTo(Math.exp(-2), 1.5);
  });
});
