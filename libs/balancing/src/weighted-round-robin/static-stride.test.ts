import { StaticStride } from './static-stride';

function turns(weights: readonly number[], picks: number, start = 0): number[] {
  const stride = new StaticStride(start);
  stride.weigh(weights);
  return Array.from({ length: picks }, () => stride.next());
}

function counts(indexes: readonly number[], of: number): number[] {
  const counted = Array.from({ length: of }, () => 0);
  for (const index of indexes) counted[index] = (counted[index] ?? 0) + 1;
  return counted;
}

describe('static stride', () => {
  it.each([{ weights: [1, 2, 5] }, { weights: [3, 5] }, { weights: [0.5, 1, 1] }, { weights: [1, 1, 1, 1] }])(
    'gives $weights exactly their shares over a cycle, from wherever it starts',
    ({ weights }) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const scale = 65_535 / Math.max(...weights);
      for (const start of [0, 0.3, 0.999]) {
        const counted = counts(turns(weights, Math.round(total * scale), start), weights.length);
        weights.forEach((weight, index) =>
          expect(Math.abs((counted[index] ?? NaN) - weight * scale)).toBeLessThanOrEqual(1),
        );
      }
    },
  );

  it.each([{ weights: [1, 2, 5] }, { weights: [1, 1, 1, 8] }, { weights: [4, 5, 4, 5, 4, 5] }])(
    'spreads the turns of $weights: no 100 in a row are off by more than 2',
    ({ weights }) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const sequence = turns(weights, 20_000, 0.7);
      for (let at = 0; at + 100 <= sequence.length; at += 100) {
        const counted = counts(sequence.slice(at, at + 100), weights.length);
        weights.forEach((weight, index) =>
          expect(Math.abs((counted[index] ?? NaN) - (100 * weight) / total)).toBeLessThanOrEqual(2),
        );
      }
    },
  );

  it('lets equals sit out in different rounds', () => {
    const sequence = turns([1, 1, 2], 1_000);
    for (let at = 1; at < sequence.length; at++) expect(sequence[at]).not.toBe(sequence[at - 1]);
  });

  it('takes more than ten times the mean for ten times the mean', () => {
    const weights = [2_000, ...Array.from({ length: 999 }, () => 1)];
    const mean = 2_999 / 1_000;
    const share = (counts(turns(weights, 100_000), 1_000)[0] ?? NaN) / 100_000;
    expect(share).toBeCloseTo((10 * mean) / (10 * mean + 999), 2);
  });

  it('lets a weight of nearly nothing have a turn at last', () => {
    expect(counts(turns([1e-9, 1], 65_536), 2)[0]).toBe(1);
  });

  it('takes turns among weights that are all 0', () => {
    expect(turns([0, 0, 0], 4)).toEqual([1, 2, 0, 1]);
  });

  it('starts with anyone: the clients of a fleet do not move in step', () => {
    const firsts = Array.from({ length: 100 }, (_, i) => turns([1, 1, 1, 1, 1], 1, i / 100)[0]);
    expect(new Set(firsts).size).toBe(5);
  });

  it('goes on from where it was when weights change', () => {
    const stride = new StaticStride(0.5);
    stride.weigh([1, 1, 1]);
    const before = [stride.next(), stride.next()];
    stride.weigh([1, 1, 1, 1]);
    expect(stride.next()).toBe((before[1] ?? NaN) + 1);
  });
});
