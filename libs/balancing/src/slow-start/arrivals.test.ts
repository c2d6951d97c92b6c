import { endpoint } from '../testing/endpoints';
import { Arrivals } from './arrivals';

let now: number;
let arrivals: Arrivals;
const [a, b] = [endpoint('a'), endpoint('b')];

beforeEach(() => {
  now = 0;
  arrivals = new Arrivals(() => now);
  arrivals.update([a]);
});

describe('arrivals', () => {
  it.each([
    { afterMs: 999, at: -Infinity },
    { afterMs: 1_000, at: 1_000 },
  ])('one that comes $afterMs ms after the first arrived at $at', ({ afterMs, at }) => {
    now = afterMs;
    arrivals.update([a, b]);
    expect([a, b].map((each) => arrivals.of(each))).toEqual([-Infinity, at]);
  });

  it('an endpoint described anew has not arrived anew, one that reconnects has', () => {
    now = 2_000;
    arrivals.update([a, b]);
    now = 3_000;
    const heavier = endpoint('b', { weight: 2 });
    arrivals.update([a, heavier]);
    expect(arrivals.of(heavier)).toBe(2_000);
    arrivals.update([a]);
    arrivals.update([a, b]);
    expect(arrivals.of(b)).toBe(3_000);
  });

  it('one that is renewed arrives now', () => {
    now = 2_000;
    arrivals.renew(a);
    expect(arrivals.of(a)).toBe(2_000);
    arrivals.renew(b);
    expect(arrivals.of(b)).toBe(-Infinity);
  });
});
