import { failurePercentage } from './failure-percentage';

const rule = failurePercentage({ threshold: 85, minCalls: 10, minEndpoints: 2 });

it.each([
  { calls: 10, failures: 9, ready: 2, isOutlier: true },
  { calls: 100, failures: 86, ready: 2, isOutlier: true },
  { calls: 100, failures: 85, ready: 2, isOutlier: false },
  { calls: 9, failures: 9, ready: 2, isOutlier: false },
  { calls: 10, failures: 10, ready: 1, isOutlier: false },
])('$failures of $calls, among $ready: $isOutlier', ({ calls, failures, ready, isOutlier }) => {
  expect(rule.isOutlier({ calls, failures, consecutiveFailures: 0 }, ready)).toBe(isOutlier);
});
