import {
  active,
  balancer,
  clock,
  events,
  fail,
  pickOf,
  setUpEjection,
  start,
} from '../testing/ejection-fixture';
import { endpoint, endpoints } from '../testing/endpoints';

setUpEjection();

describe('outlier ejection', () => {
  it('ejects after five failures in a row, and returns the endpoint after 30 s', () => {
    start(endpoints('a', 'b', 'c'));
    fail('a', 4);
    expect(active()).toBe('abc');
    fail('a', 1);
    expect(active()).toBe('bc');
    clock.now += 29_999;
    expect(active()).toBe('bc');
    clock.now += 1;
    expect(active()).toBe('abc');
    expect(events).toEqual([
      { type: 'ejected', endpoint: endpoint('a'), forMs: 30_000, reason: 'consecutive_failures' },
      { type: 'returned', endpoint: endpoint('a') },
    ]);
  });

  it.each([
    { outcome: 'success' as const, ejected: false },
    { outcome: 'cancelled' as const, ejected: true },
  ])('a $outcome among the failures leaves it ejected: $ejected', ({ outcome, ejected }) => {
    start(endpoints('a', 'b', 'c'));
    fail('a', 4);
    pickOf('a').done({ kind: outcome });
    fail('a', 1);
    expect(active()).toBe(ejected ? 'bc' : 'abc');
  });

  it.each([
    { of: 1, ejected: 0 },
    { of: 2, ejected: 1 },
    { of: 3, ejected: 1 },
    { of: 4, ejected: 2 },
  ])('ejects at most $ejected of $of', ({ of, ejected }) => {
    const ids = ['a', 'b', 'c', 'd'].slice(0, of);
    start(endpoints(...ids));
    const failing = ids.map((id) => Array.from({ length: 5 }, () => pickOf(id)));
    for (const pick of failing.flat()) pick.done({ kind: 'failure' });
    expect(active()).toHaveLength(of - ejected);
  });

  it('ejects for longer each time, up to the bound', () => {
    start(endpoints('a', 'b', 'c'), { maxEjectionMs: 70_000 });
    for (const forMs of [30_000, 60_000, 70_000]) {
      fail('a');
      expect(events.at(-1)).toMatchObject({ type: 'ejected', forMs });
      clock.now += forMs;
    }
  });

  it('counts no more ejections than make one longer', () => {
    start(endpoints('a', 'b', 'c'), { maxEjectionMs: 60_000 });
    for (const forMs of [30_000, 60_000, 60_000, 60_000, 60_000]) {
      fail('a');
      clock.now += forMs;
    }
    clock.now += 20_000;
    fail('a');
    expect(events.at(-1)).toMatchObject({ type: 'ejected', forMs: 30_000 });
  });

  it('forgives one ejection per 10 s since the return', () => {
    start(endpoints('a', 'b', 'c'));
    fail('a');
    clock.now += 30_000 + 10_000;
    fail('a');
    expect(events.at(-1)).toMatchObject({ type: 'ejected', forMs: 30_000 });
  });

  it('forgets the failures of before the ejection', () => {
    start(endpoints('a', 'b', 'c'));
    fail('a');
    clock.now += 30_000;
    fail('a', 4);
    expect(active()).toBe('abc');
  });

  it('takes up to a tenth off, so that clients return at different times', () => {
    start(endpoints('a', 'b', 'c'), {}, 0.5);
    fail('a');
    expect(events).toMatchObject([{ forMs: 28_500 }]);
  });

  it.each([
    { awayMs: 20_000, back: 'bc' },
    { awayMs: 60_000, back: 'abc' },
  ])('knows an endpoint that comes back after $awayMs ms: $back', ({ awayMs, back }) => {
    start(endpoints('a', 'b', 'c'), { baseEjectionMs: 100_000 });
    fail('a');
    balancer.update(endpoints('b', 'c'));
    clock.now += awayMs;
    balancer.update(endpoints('b', 'c'));
    balancer.update(endpoints('a', 'b', 'c'));
    expect(active()).toBe(back);
  });

  it('returns who reconnects when nobody is ejected any more', () => {
    start(endpoints('a', 'b', 'c'));
    fail('a');
    balancer.update(endpoints('b', 'c'));
    balancer.reconfigure({ policy: 'round_robin', outlierEjection: false });
    balancer.update(endpoints('a', 'b', 'c'));
    expect(active()).toBe('abc');
    expect(events.at(-1)).toEqual({ type: 'returned', endpoint: endpoint('a') });
  });

  it('takes a restarted instance, at another address, for a new endpoint', () => {
    start(endpoints('a', 'b', 'c'));
    fail('a');
    balancer.update([endpoint('a', { port: 50_052 }), ...endpoints('b', 'c')]);
    expect(active()).toBe('abc');
  });

  it('does not hold the calls that broke with a connection against the endpoint', () => {
    start(endpoints('a', 'b', 'c'));
    const broken = Array.from({ length: 6 }, () => pickOf('a'));
    balancer.update(endpoints('b', 'c'));
    for (const pick of broken) pick.done({ kind: 'failure' });
    balancer.update(endpoints('a', 'b', 'c'));
    expect(active()).toBe('abc');
    expect(events).toEqual([]);
  });

  it('uses the ejected ones again while less than half of the known endpoints are healthy', () => {
    start(endpoints('a', 'b', 'c', 'd'));
    fail('a');
    fail('b');
    expect(active()).toBe('cd');
    balancer.update(endpoints('a', 'b', 'c'), endpoints('a', 'b', 'c', 'd'));
    expect(active()).toBe('abc');
    balancer.update(endpoints('a', 'b', 'c', 'd'));
    expect(active()).toBe('cd');
    expect(events.filter(({ type }) => type === 'panic')).toEqual([
      { type: 'panic', active: true },
      { type: 'panic', active: false },
    ]);
  });

  it('does not panic about endpoints that are only not ready', () => {
    start([]);
    balancer.update(endpoints('a'), endpoints('a', 'b', 'c'));
    expect(events).toEqual([]);
  });
});
