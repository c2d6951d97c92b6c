import { notSent } from '@flotilla/testing/load';
import type { Sample } from '@flotilla/testing/load';
import { isBroken } from './stop-rule';
import { Timeline } from './timeline';

const sample = (intendedMs: number, latencyMs: number, outcome: Sample['outcome'] = 200): Sample => ({
  intendedMs,
  lateMs: 0,
  latencyMs,
  outcome,
});

function timelineOf(samples: readonly Sample[]): Timeline {
  const timeline = new Timeline(1_000);
  for (const each of samples) {
    if (each.outcome !== notSent) timeline.begin(each.intendedMs);
    timeline.end(each, each.outcome === 200 ? 'greeter-1' : undefined);
  }
  return timeline;
}

it('counts a request in the second in which it was due, and leaves no second out', () => {
  const timeline = timelineOf([
    sample(0, 10),
    sample(999, 300),
    sample(2_500, 20, 503),
    sample(2_900, 0, notSent),
  ]);
  expect(timeline.intervals()).toEqual([
    {
      fromMs: 0,
      requests: 2,
      failed: 0,
      slow: 1,
      p50Ms: expect.closeTo(10, 0),
      p99Ms: expect.closeTo(300, 0),
      answers: { 'greeter-1': 2 },
    },
    { fromMs: 1_000, requests: 0, failed: 0, slow: 0, p50Ms: null, p99Ms: null, answers: {} },
    {
      fromMs: 2_000,
      requests: 2,
      failed: 2,
      slow: 0,
      p50Ms: expect.closeTo(20, 0),
      p99Ms: expect.closeTo(20, 0),
      answers: {},
    },
  ]);
});

it('does not count an answer that came too late among the good ones', () => {
  const [second] = timelineOf([sample(0, 2_000), sample(100, 2_001)]).intervals();
  expect(second).toMatchObject({ failed: 1, slow: 1, answers: { 'greeter-1': 1 } });
});

it('takes what has not ended for bad', () => {
  const timeline = timelineOf([sample(100, 10), sample(200, 400)]);
  timeline.begin(300);
  timeline.begin(400);
  expect(timeline.badShareAt(0)).toBe(0.75);
  timeline.end(sample(300, 20), undefined);
  expect(timeline.badShareAt(0)).toBe(0.5);
});

it('remembers how bad a second was that is long over', () => {
  const timeline = timelineOf([sample(100, 10), sample(200, 400), sample(5_000, 10)]);
  expect([0, 1_000, 5_000].map((atMs) => timeline.badShareAt(atMs))).toEqual([0.5, 0, 0]);
});

const [good, bad] = [10, 300];

it.each([
  { what: 'not before enough seconds', seconds: [bad], elapsedMs: 1_900, broken: false },
  {
    what: 'after two bad seconds, once the last can be judged',
    seconds: [bad, bad],
    elapsedMs: 2_250,
    broken: true,
  },
  { what: 'not while the last cannot be judged', seconds: [bad, bad], elapsedMs: 2_249, broken: false },
  { what: 'not when a second was good', seconds: [bad, good], elapsedMs: 2_250, broken: false },
  { what: 'whatever was before', seconds: [good, good, bad, bad], elapsedMs: 4_300, broken: true },
])('breaks $what', ({ seconds, elapsedMs, broken }) => {
  const timeline = timelineOf(seconds.map((latencyMs, second) => sample(second * 1_000, latencyMs)));
  expect(isBroken(timeline, { badShare: 0.5, forMs: 2_000 }, elapsedMs)).toBe(broken);
});
