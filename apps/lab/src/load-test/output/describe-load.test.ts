import { loadResultOf } from '../testing/load-results';
import { describeLoad, outcomeRows } from './describe-load';
import { remarksOn } from './remarks';

it('tells the figures, how requests ended, who answered, and what the processes took', () => {
  expect(describeLoad(loadResultOf())).toEqual([
    '',
    'steady: 4 s, 100/s asked, 97.5/s answered well',
    '',
    '     requests  failed  share  p50     p90   p99    p99.9     slowest',
    '───  ────────  ──────  ─────  ──────  ────  ─────  ────────  ────────',
    'all  400       10      2.5 %  4.2 ms  9 ms  80 ms  2,100 ms  2,500 ms',
    '',
    'ended with                   requests',
    '───────────────────────────  ────────',
    '200                          394',
    '503                          6',
    'of them 2xx, later than 2 s  4',
    '',
    'instance   share of answers',
    '─────────  ────────────────',
    'greeter-1  60 %',
    'greeter-2  40 %',
    '',
    'process         CPU   peak  memory  peak',
    '──────────────  ────  ────  ──────  ──────',
    'greeter-1       41 %  60 %  90 MB   120 MB',
    'load generator  10 %  60 %  90 MB   120 MB',
    '',
    'the generator kept up (0.1 % of the requests over 10 ms late, worst 12 ms)',
  ]);
});

it('tells first how most requests ended', () => {
  const statuses = { 200: 3, 503: 1_000, ECONNRESET: 20 };
  expect(outcomeRows(loadResultOf({ statuses, late: 0 }))).toEqual([
    ['503', '1,000'],
    ['ECONNRESET', '20'],
    ['200', '3'],
  ]);
});

it('tells routes apart when there are several, and leaves out what is not known', () => {
  const { requested, sent, failed, failedShare, late, latencyMs, statuses } = loadResultOf();
  const none = { p50: null, p90: null, p99: null, p999: null, max: null };
  const greetings = { requested, sent, failed, failedShare, late, latencyMs, statuses };
  const orders = { ...greetings, requested: 0, latencyMs: none };
  const lines = describeLoad(loadResultOf({ routes: { greetings, orders }, shares: {}, processes: [] }));
  expect(lines.map((line) => line.split(' ')[0])).toEqual(
    expect.arrayContaining(['all', 'greetings', 'orders']),
  );
  expect(lines.find((line) => line.startsWith('orders'))).toContain('not measured');
  expect(lines.filter((line) => /^(instance|process)/.test(line))).toEqual([]);
});

const limits = { failedShare: 0.001, p99Ms: 250 } as const;
const held = 'with 0.1 % failed and a p99 of 250 ms at most';

it.each([
  [
    { knee: { ratePerSecond: 256.2, atMs: 1, reached: true, limits } },
    `knee: 256/s, the highest rate that was held ${held}`,
  ],
  [
    { knee: { ratePerSecond: 90, atMs: 1, reached: false, limits } },
    `knee: not reached: 90/s of 100/s were held ${held}`,
  ],
  [{ knee: { ratePerSecond: 0, atMs: null, reached: true, limits } }, `knee: none: no rate was held ${held}`],
  [{ ended: 'broke' as const }, 'ended early: for some seconds too much failed or was slow'],
  [{ ended: 'interrupted' as const }, 'ended early: interrupted'],
  [
    { lateness: { share: 0.05, worstMs: 80, fellBehind: true } },
    '! the generator fell behind: latencies are partly its own (5 % of the requests over 10 ms late, worst 80 ms)',
  ],
  [
    { sent: 300 },
    '! 100 requests were not sent, as 2,000 were in flight: they count as failed, and are in no percentile',
  ],
])('remarks on %j', (more, remark) => {
  expect(remarksOn(loadResultOf(more))).toContain(remark);
});
