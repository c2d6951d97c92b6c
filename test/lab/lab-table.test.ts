import { toSection } from './lab-table';
import type { LabResult } from './lab-table';

const claim = 'answered within 1 s';
const figures = { failed: 1_200, p50Ms: 6.4, p99Ms: 1_999.6, maxMs: 2_100 };

const result: LabResult = {
  experiment: { question: 'How many notice?' },
  conditions: ['full form', '500 requests/s'],
  hypotheses: [
    { claim, variant: 'default', unit: '%', measured: 0.99954 },
    { claim: 'growth', variant: 'default', unit: '×', measured: 1.2 },
    { claim: 'errors', variant: 'default', unit: '%', measured: 0.1 },
    { claim, variant: 'round_robin', unit: '%', measured: 0.95 },
  ],
  variants: [
    { variant: 'default', ...figures, failed: 0 },
    { variant: 'round_robin', ...figures },
  ],
};

it('shows the variants side by side, with the shares that each of them has', () => {
  expect(toSection(result)).toBe(`How many notice? (full form, 500 requests/s)

|               | answered within 1 s |  p50 |      p99 |  slowest | failed |
| ------------- | ------------------: | ---: | -------: | -------: | -----: |
| default       |             99.95 % | 6 ms | 2,000 ms | 2,100 ms |      0 |
| \`round_robin\` |             95.00 % | 6 ms | 2,000 ms | 2,100 ms |  1,200 |`);
});
