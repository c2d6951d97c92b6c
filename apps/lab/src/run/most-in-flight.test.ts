import { answered } from '../testing/runs';
import { mostInFlight } from './most-in-flight';

const samples = [
  answered(0, 1_000),
  answered(100, 50),
  answered(120, 80),
  { ...answered(150, 30), lateMs: 10 },
];

it.each([
  ['at any time', {}, 3],
  ['since before a span', { fromMs: 500 }, 1],
  ['until one of them ended as the next began', { toMs: 155 }, 3],
  ['from when it really went out', { fromMs: 155, toMs: 165 }, 3],
  ['when nothing was', { fromMs: 1_500 }, 0],
])('counts what was in flight %s', (_when, span, most) => {
  expect(mostInFlight(samples, span)).toBe(most);
});

it('does not count one that begins as another ends', () => {
  expect(mostInFlight([answered(0, 100), answered(100, 100)], {})).toBe(1);
});
