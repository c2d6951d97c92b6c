import type { OutlierEjectionOptions } from './options';
import { balancer, clock, events, fail, pickOf, setUpEjection, start } from '../testing/ejection-fixture';
import { endpoints } from '../testing/endpoints';

setUpEjection();

describe('outlier ejection by rates', () => {
  const five = endpoints('a', 'b', 'c', 'd', 'e');

  /** Each endpoint answers this many calls; `a` fails one in three, and never five in a row. */
  function answer(calls: number): void {
    for (let call = 0; call < calls * five.length; call++) {
      const pick = balancer.pick();
      const fails = pick?.endpoint.id === 'a' && Math.floor(call / five.length) % 3 === 0;
      pick?.done({ kind: fails ? 'failure' : 'success' });
    }
  }

  it('ejects for a failure percentage at once, when it is passed', () => {
    start(five, { consecutiveFailures: false, failurePercentage: 50 });
    pickOf('a').done({ kind: 'success' });
    fail('a', 8);
    expect(events).toEqual([]);
    fail('a', 1);
    expect(events).toMatchObject([{ type: 'ejected', reason: 'failure_percentage' }]);
  });

  it('begins to count anew with each interval', () => {
    start(five, { consecutiveFailures: false });
    fail('a', 9);
    clock.now += 10_000;
    fail('a', 9);
    expect(events).toEqual([]);
    fail('a', 1);
    expect(events).toHaveLength(1);
  });

  it('compares success rates when an interval ends', () => {
    start(five);
    answer(150);
    clock.now += 9_999;
    answer(1);
    expect(events).toEqual([]);
    clock.now += 1;
    answer(1);
    expect(events).toMatchObject([{ type: 'ejected', endpoint: { id: 'a' }, reason: 'success_rate' }]);
    clock.now += 10_000;
    answer(1);
    expect(events).toHaveLength(1);
  });

  it('makes nothing of calls that were long ago', () => {
    start(five);
    answer(150);
    clock.now += 20_000;
    answer(1);
    expect(events).toEqual([]);
  });

  it('ejects the worst first, as many as may be', () => {
    start(five, { successRateDeviations: 0.1, maxEjectedRatio: 0.2 });
    for (let call = 0; call < 600; call++) {
      const pick = balancer.pick();
      const failsEvery = { b: 4, d: 2 }[pick?.endpoint.id ?? ''] ?? Infinity;
      pick?.done({ kind: Math.floor(call / 5) % failsEvery === 0 && call >= 5 ? 'failure' : 'success' });
    }
    clock.now += 10_000;
    answer(1);
    expect(events).toMatchObject([{ type: 'ejected', endpoint: { id: 'd' } }]);
  });

  it.each<OutlierEjectionOptions>([{ successRateDeviations: false }, { maxEjectedRatio: 0 }])(
    'ejects nobody for its rate with %j',
    (options) => {
      start(five, options);
      answer(150);
      clock.now += 10_000;
      answer(1);
      expect(events).toEqual([]);
    },
  );
});
