import type { Run } from '../run/run';
import type { Span } from '../run/span';
import { answered, refused, runOf } from '../testing/runs';
import { seriesOf } from './series';

const run = runOf([answered(10, 8), answered(20, 8, 'greeter-2'), refused(60, 4), answered(990, 100)], {
  attempts: new Map([
    ['greeter-1', [{ atMs: 20, count: 3 }]],
    ['greeter-2', [{ atMs: 20, count: 1 }]],
  ]),
});

it('cuts a run into intervals, 40 at most, each told by its middle', () => {
  const { atMs, intervalMs } = seriesOf(run, {});
  expect(intervalMs).toBe(25);
  expect(atMs).toHaveLength(40);
  expect(atMs.slice(0, 2)).toEqual([12.5, 37.5]);
});

it('has figures where something happened, and NaN where nothing did', () => {
  const { p50Ms, failed } = seriesOf(run, {});
  expect(p50Ms[0]).toBeCloseTo(8, 1);
  expect(p50Ms[39]).toBeCloseTo(100, 0);
  expect([p50Ms[1], failed[0], failed[1], failed[2]]).toEqual([NaN, 0, NaN, 1]);
});

it.each([
  ['answers', 1 / 2],
  ['attempts', 3 / 4],
] as const)('shares by %s', (shares, expected) => {
  expect(seriesOf(run, { shares }).shares['greeter-1']?.[0]).toBe(expected);
});

it('follows a figure, if there is one to follow', () => {
  const figure = {
    title: 'Requests',
    unit: 'count',
    measure: (each: Run, span: Span) => each.count(span),
  } as const;
  expect(seriesOf(run, { figure }).figure?.slice(0, 4)).toEqual([2, 0, 1, 0]);
  expect(seriesOf(run, {})).not.toHaveProperty('figure');
});
