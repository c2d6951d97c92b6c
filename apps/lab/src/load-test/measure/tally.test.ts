import { notSent } from '@flotilla/testing/load';
import type { Sample } from '@flotilla/testing/load';
import { Tally } from './tally';

function tallyOf(...samples: readonly [outcome: Sample['outcome'], latencyMs: number][]): Tally {
  const tally = new Tally();
  for (const [outcome, latencyMs] of samples) tally.record({ intendedMs: 0, lateMs: 0, latencyMs, outcome });
  return tally;
}

it('counts how requests ended, and which of them failed', () => {
  const tally = tallyOf(
    ['Error: connect ECONNREFUSED 127.0.0.1:1', 1],
    [200, 10],
    [200, 2_001],
    [201, 20],
    [200, 5],
    [503, 1],
    ['Error: connect ECONNREFUSED ::1:1', 1],
    [notSent, 0],
    ['Error: no answer in time', 5_000],
  );
  expect(tally.outcomes()).toEqual({
    200: 3,
    201: 1,
    503: 1,
    ECONNREFUSED: 2,
    'not sent': 1,
    'no answer in time': 1,
  });
  expect(tally).toMatchObject({ requests: 9, failed: 6, late: 1, notSent: 1 });
});

it('tells percentiles of what was sent', () => {
  const tally = tallyOf(
    ...Array.from({ length: 1_000 }, (_, index) => [200, index + 1] as [number, number]),
    [notSent, 100_000],
  );
  const { p50, p90, p99, p999, max } = tally.latencyMs();
  expect([p50, p90, p99, p999, max].map((ms) => Math.round(ms as number))).toEqual([
    500, 900, 990, 999, 1_000,
  ]);
});

it('has no percentiles of nothing', () => {
  const none = { p50: null, p90: null, p99: null, p999: null, max: null };
  expect([new Tally().latencyMs(), new Tally().failedShare]).toEqual([none, 0]);
});

it('tells thirty kinds of errors apart at most', () => {
  const tally = tallyOf(...Array.from({ length: 40 }, (_, index) => [`E${index}`, 1] as [string, number]));
  expect(Object.keys(tally.outcomes())).toHaveLength(31);
  expect(tally.outcomes()['other']).toBe(10);
});
