import { successRate } from './success-rate';

const rule = successRate({ deviations: 1.9, minCalls: 100, minEndpoints: 5 });

/** Endpoints with that many failures each of 200 calls. */
function evidence(...failures: readonly number[]) {
  return failures.map((each) => ({ calls: 200, failures: each, consecutiveFailures: 0 }));
}

it.each([
  { failures: [0, 0, 0, 0, 100], outliers: [100], because: 'two deviations below the mean' },
  { failures: [2, 4, 0, 2, 60, 1, 0, 90, 3, 2, 1], outliers: [90], because: 'only one is far enough' },
  {
    failures: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 80, 90],
    outliers: [90, 80],
    because: 'both are, the worst first',
  },
  { failures: [0, 0, 0, 0, 10], outliers: [], because: 'it is not 5 points below the mean' },
  { failures: [0, 0, 0, 80, 80], outliers: [], because: 'two of five are no outliers' },
  { failures: [100, 100, 100, 100, 100], outliers: [], because: 'all are alike' },
  { failures: [0, 0, 0, 200], outliers: [], because: 'there are only four' },
])('of $failures failures, $outliers: $because', ({ failures, outliers }) => {
  expect(rule.outliers(evidence(...failures)).map((each) => each.failures)).toEqual(outliers);
});

it('leaves out endpoints with few calls, also from the mean', () => {
  const idle = { calls: 99, failures: 99, consecutiveFailures: 0 };
  expect(rule.outliers([...evidence(0, 0, 0, 0, 100), idle])).toHaveLength(1);
  expect(rule.outliers([...evidence(0, 0, 0, 100), idle])).toEqual([]);
});
