import { hash } from './hash';

it.each([
  ['', 2_872_998_923],
  ['a', 444_641_715],
])('gives "%s" the same bits in every version, so that the clients of a fleet agree', (text, bits) => {
  expect(hash(text)).toBe(bits);
});

it('spreads texts that differ little over all 32 bits', () => {
  const buckets = new Array<number>(64).fill(0);
  for (let index = 0; index < 64_000; index++) {
    const bucket = hash(`customer-${index}`) >>> 26;
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const size of buckets) expect(Math.abs(size - 1_000)).toBeLessThan(150);
});
