import { linearScale, logScale, roundStep } from './scale';

it.each([
  [0.3, 0.5],
  [0.11, 0.2],
  [1, 1],
  [2.1, 2.5],
  [26, 50],
  [1_500, 2_000],
])('rounds a step of %d up to %d', (least, step) => {
  expect(roundStep(least)).toBeCloseTo(step);
});

describe('a linear scale', () => {
  const scale = linearScale(60, [100, 700], 6);

  it.each([
    [0, 100],
    [30, 400],
    [60, 700],
  ])('puts %d at %d', (value, position) => {
    expect(scale.at(value)).toBe(position);
  });

  it('has round ticks, the ends among them', () => {
    expect(scale.ticks).toEqual([0, 10, 20, 30, 40, 50, 60]);
  });
});

describe('a logarithmic scale', () => {
  const scale = logScale(1, 9_900, [200, 0]);

  it.each([
    [1, 200],
    [100, 100],
    [10_000, 0],
    [0.02, 200],
    [99_999, 0],
  ])('puts %d at %d', (value, position) => {
    expect(scale.at(value)).toBeCloseTo(position);
  });

  it.each([
    [9_900, [1, 10, 100, 1_000, 10_000]],
    [2_001, [1, 10, 100, 1_000]],
    [3, [1, 10]],
  ])('up to %d has ticks at %j', (max, ticks) => {
    expect(logScale(1, max, [200, 0]).ticks).toEqual(ticks);
  });

  it('ends at a round value', () => {
    expect(logScale(1, 2_001, [200, 0]).at(2_500)).toBeCloseTo(0);
  });
});
