import { seededRandom } from './seeded-random';

const draw = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

it('repeats itself for a seed, and differs between seeds', () => {
  expect(draw(1, 100)).toEqual(draw(1, 100));
  expect(draw(1, 100)).not.toEqual(draw(2, 100));
});

it('fills each tenth of its range alike', () => {
  const counts = new Array<number>(10).fill(0);
  for (const value of draw(3, 100_000)) counts[Math.floor(value * 10)]! += 1;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});
