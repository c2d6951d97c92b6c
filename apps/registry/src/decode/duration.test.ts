import { parseDurationMs } from './duration';

it.each([
  ['15000ms', 15_000],
  ['15s', 15_000],
  ['1m0s', 60_000],
  ['1h2m3.5s', 3_723_500],
  ['.5s', 500],
  ['1.s', 1000],
  ['2us', 0.002],
  ['2µs', 0.002],
  ['+1s', 1000],
  ['-1.5s', -1500],
  ['0', 0],
])('reads %s', (text, ms) => {
  expect(parseDurationMs(text)).toBeCloseTo(ms, 9);
});

it.each(['', '1', '10', 's', '1x', '1 s', ' 1s', '1s ', '.s', '--1s', '1e3s', '1s1', '١s'])(
  'refuses %j',
  (text) => {
    expect(parseDurationMs(text)).toBeUndefined();
  },
);

it('refuses a long text in no time', () => {
  const startedMs = performance.now();
  expect(parseDurationMs('1'.repeat(60_000))).toBeUndefined();
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});
