import { answered, refused, runOf } from '../testing/runs';
import type { AnsweredSample } from './run';

const run = runOf(
  [
    answered(0, 10),
    answered(100, 20, 'greeter-2'),
    refused(200, 5),
    answered(300, 2_500, 'greeter-2'),
    { intendedMs: 400, lateMs: 0, latencyMs: 1, outcome: 'Error: connection refused' },
    answered(500, 1_500),
  ],
  {
    marks: [{ label: 'greeter-1 is frozen', atMs: 250 }],
    attempts: new Map([
      ['greeter-10', [{ atMs: 100, count: 5 }]],
      [
        'greeter-2',
        [
          { atMs: 100, count: 10 },
          { atMs: 200, count: 5 },
        ],
      ],
    ]),
  },
);

it.each([
  ['counts', run.count(), 6],
  ['counts from an instant', run.count({ fromMs: 300 }), 3],
  ['counts before an instant', run.count({ toMs: 300 }), 3],
  ['takes a status, an error and an answer after 2 s for failed', run.failed(), 3],
  ['knows the share that failed', run.failedShare({ fromMs: 200, toMs: 500 }), 1],
  ['knows the share of good answers within a time', run.shareWithin(1_000), 2 / 6],
  ['does not take a fast failure for a fast answer', run.shareWithin(3_000), 3 / 6],
  ['knows an instance by its share of the answers', run.shareOf('greeter-2'), 2 / 4],
  ['and of the attempts', run.attemptShareOf('greeter-2'), 15 / 20],
  ['in a span', run.attemptShareOf('greeter-2', { fromMs: 150 }), 1],
  ['counts attempts', run.attempts('greeter-2'), 15],
  ['counts none of an unknown instance', run.attempts('greeter-9'), 0],
  ['knows when a step was done', run.step(1), 250],
  ['knows no step that was not done', run.step(2), NaN],
  ['knows who served first after an instant', run.firstServedBy('greeter-2', 150), 300],
  ['knows when nobody did', run.firstServedBy('greeter-2', 350), NaN],
])('%s', (_what, measured, expected) => {
  expect(measured).toBe(expected);
});

it('tells percentiles of all latencies, those of failures among them', () => {
  expect(run.percentile(100)).toBeCloseTo(2_500, -1);
  expect(run.percentile(50, { toMs: 250 })).toBeCloseTo(10, 1);
});

it('knows who answered each user, in order', () => {
  const greeted = (atMs: number, user: number, instance: string) => ({
    ...answered(atMs, 1, instance),
    user,
  });
  const greetings = [greeted(0, 7, 'b'), greeted(1, 8, 'a'), refused(2, 1), greeted(3, 7, 'a')];
  expect([...runOf(greetings).answersByUser()]).toEqual([
    [7, ['b', 'a']],
    [8, ['a']],
  ]);
  expect([...runOf(greetings).answersByUser({ fromMs: 2 })]).toEqual([[7, ['a']]]);
});

it('lists instances in the order of their numbers', () => {
  expect(run.instances()).toEqual(['greeter-2', 'greeter-10']);
});

it('tells the percentile of a typical second, whatever one of them was like', () => {
  const seconds = [10, 900, 12].map((latencyMs, second) => answered(second * 1_000, latencyMs));
  const three = runOf(seconds, { durationMs: 3_500 });
  expect(three.typicalPercentile(99)).toBeCloseTo(12, 1);
  expect(three.typicalPercentile(99, { fromMs: 1_000, toMs: 2_000 })).toBeCloseTo(900, -1);
  expect(three.typicalPercentile(99, { toMs: 500 })).toBeNaN();
});

describe('of two callers', () => {
  const sent = (caller: string, sample: AnsweredSample, attempts: number) => ({
    ...sample,
    caller,
    attempts,
  });
  const two = runOf(
    [
      sent('quiet', answered(0, 10), 1),
      sent('noisy', answered(100, 30), 2),
      sent('noisy', refused(200, 5), 1),
      sent('quiet', answered(600, 20), 1),
      sent('noisy', answered(700, 2_500), 1),
    ],
    {
      attempts: new Map([['greeter-1', [{ atMs: 100, count: 6 }]]]),
      gauges: new Map([
        [
          'memory',
          [
            { atMs: 100, value: 90 },
            { atMs: 300, value: 70 },
          ],
        ],
      ]),
    },
  );

  it.each([
    ['counts those of one', two.count({ caller: 'noisy' }), 3],
    ['counts those with a status', two.count({ caller: 'noisy', status: 503 }), 1],
    ['counts those with a number of attempts', two.count({ attempts: 2 }), 1],
    ['knows good answers per second, but none that comes late', two.goodput({ fromMs: 500, toMs: 1_000 }), 2],
    ['and of one', two.goodput({ caller: 'noisy', fromMs: 0, toMs: 500 }), 2],
    ['knows attempts per call', two.attemptsPerCall(), 6 / 5],
    ['knows the highest reading of a gauge', two.highest('memory'), 90],
    ['in a span', two.highest('memory', { fromMs: 200 }), 70],
    ['knows none of a gauge that was not read', two.highest('limit'), NaN],
    ['tells a typical second of one', Math.round(two.typicalPercentile(100, { caller: 'quiet' })), 20],
  ])('%s', (_what, measured, expected) => {
    expect(measured).toBe(expected);
  });
});
