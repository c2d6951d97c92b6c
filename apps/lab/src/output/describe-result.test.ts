import { resultOf } from '../testing/results';
import { describeResult } from './describe-result';

it('tells what was expected and measured, the figures, and what to think of them', () => {
  expect(describeResult(resultOf())).toEqual([
    '',
    'kill-instance: Who notices <this>?',
    '',
    'hypothesis  variant  bound  measured',
    '──────────  ───────  ─────  ────────  ────',
    'failed      default  0      1         FAIL',
    'p50         default  ≤ 2 ×  1 ×       PASS',
    '',
    'variant  requests  failed  p50    p99    slowest',
    '───────  ────────  ──────  ─────  ─────  ───────',
    'default  4         1       10 ms  30 ms  30 ms',
    '! default: generator fell behind: figures are pessimistic (25 % of the requests over 10 ms late, worst 20 ms)',
    'left out, as round_robin was not run: failed',
  ]);
});
