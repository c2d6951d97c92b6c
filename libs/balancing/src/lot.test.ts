import { hash } from './hash';
import { lot, seedOf } from './lot';

const salts = ['', 'zone', '2.0.0'].map(hash);

it('is the same for the same key, and chance without one', () => {
  expect(seedOf({ hashKey: 'ada' }, () => 0.1)).toBe(seedOf({ hashKey: 'ada' }, () => 0.9));
  expect(seedOf({}, () => 0.1)).not.toBe(seedOf(undefined, () => 0.9));
});

it('is above 0 and below 1, whatever the seed', () => {
  for (const seed of [0, 1, -1, 2 ** 31, 2 ** 32 - 1, ...salts]) {
    for (const salt of [0, ...salts]) {
      expect(lot(seed, salt)).toBeGreaterThan(0);
      expect(lot(seed, salt)).toBeLessThan(1);
    }
  }
});

it('with one salt says nothing about the lot with another', () => {
  const [one = 0, other = 0] = salts;
  const low = Array.from({ length: 100_000 }, (_, index) => hash(`key-${index}`)).filter(
    (seed) => lot(seed, one) < 0.05,
  );
  expect(Math.abs(low.length - 5_000)).toBeLessThan(300);
  expect(Math.abs(low.filter((seed) => lot(seed, other) < 0.5).length / low.length - 0.5)).toBeLessThan(0.03);
});
