import { seededRandom } from '../seeded-random';
import { workTimeMs } from './work-time';

it('is 1 to 20 ms, 4 on average, with a tail', () => {
  const random = seededRandom(1);
  const times = Array.from({ length: 10_000 }, () => workTimeMs(random));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...times)).toBeLessThanOrEqual(20);
  expect(times.reduce((sum, each) => sum + each, 0) / times.length).toBeCloseTo(4, 0.7);
  expect(times.filter((each) => each > 10).length / times.length).toBeCloseTo(Math.exp(-3), 1.5);
});
