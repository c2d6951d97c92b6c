import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardQueries } from './dashboard-queries';
import { rules } from './rule-files';

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Of a duration such as `1h30m`. */
function toSeconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)([smhd])/g)];
  if (parts.map(([part]) => part).join('') !== duration) throw new RangeError(`no duration: ${duration}`);
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (secondsOf[unit] ?? NaN), 0);
}

/** How far back the ranges of an expression reach, in seconds: those of subqueries, too. */
function windowsIn(expr: string): number[] {
  return [...expr.matchAll(/\[(\w+)(?::\w*)?\]/g)].map(([, range = '']) => toSeconds(range));
}

it.each([
  ['rate(calls[5m]) / sum_over_time(x[1h30m])', [300, 5_400]],
  ['max_over_time(up[3d:5s])', [259_200]],
  ['up', []],
])('finds the windows of %s', (expr, windows) => {
  expect(windowsIn(expr)).toEqual(windows);
});

it('keeps more than the longest window of rules and panels', () => {
  const compose = readFileSync(join(__dirname, '..', '..', 'docker-compose.yml'), 'utf8');
  const retention = /--storage\.tsdb\.retention\.time=(\w+)/.exec(compose)?.[1] ?? '';
  const longest = Math.max(...[...rules, ...dashboardQueries].flatMap(({ expr }) => windowsIn(expr)));
  expect(longest).toBeGreaterThanOrEqual(toSeconds('1d'));
  expect(toSeconds(retention)).toBeGreaterThan(longest);
});
