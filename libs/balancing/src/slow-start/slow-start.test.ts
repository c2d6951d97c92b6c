import type { BalancerOptions } from '../create-balancer';
import { policyNames } from '../settings';
import { endpoint, endpoints } from '../testing/endpoints';
import { healthy, Simulation } from '../testing/simulation';
import type { Behaviour } from '../testing/simulation';

const warmMs = 20_000;

/** Fails for 5 s. */
const recovering: Behaviour = (now) => (now < 5_000 ? { kind: 'failure', latencyMs: 1 } : healthy(now));

/** Two endpoints that have been there for a while, at 200 calls per second. */
function simulate(options: BalancerOptions = {}): Simulation {
  const simulation = new Simulation({}, { policy: 'round_robin', ...options });
  simulation.balancer.update(endpoints('a', 'b'));
  simulation.run(warmMs);
  return simulation;
}

const policies = policyNames.filter((policy) => policy !== 'ring_hash');

describe('slow start', () => {
  it.each(policies)('under %s, a newcomer takes its share little by little', (policy) => {
    const simulation = simulate({ policy, slowStartMs: 60_000 });
    simulation.balancer.update(endpoints('a', 'b', 'c'));
    simulation.run(120_000);
    const ofFairShare = (fromMs: number, toMs: number): number =>
      3 * simulation.share('c', warmMs + fromMs, warmMs + toMs);
    expect(Math.abs(ofFairShare(0, 6_000) - 0.1)).toBeLessThan(0.1);
    expect(Math.abs(ofFairShare(24_000, 36_000) - 0.5)).toBeLessThan(0.15);
    expect(Math.abs(ofFairShare(60_000, 120_000) - 1)).toBeLessThan(0.1);
  });

  it('holds back many newcomers as well, and spares none of the others', () => {
    const simulation = simulate();
    simulation.balancer.update(endpoints('a', 'b', 'c', 'd', 'e'));
    simulation.run(1_000);
    for (const id of ['c', 'd', 'e']) expect(simulation.share(id, warmMs)).toBeLessThan(0.08);
    const [a, b] = [simulation.share('a', warmMs), simulation.share('b', warmMs)];
    expect(Math.abs(a - b)).toBeLessThan(0.05);
  });

  it.each([
    { case: 'the first', joins: [{ afterMs: 0, ids: ['a', 'b', 'c'] }] },
    {
      case: 'those that are connected one by one',
      joins: [
        { afterMs: 0, ids: ['a'] },
        { afterMs: 10, ids: ['a', 'b'] },
        { afterMs: 900, ids: ['a', 'b', 'c'] },
      ],
    },
    {
      case: 'all that come back together',
      joins: [
        { afterMs: 0, ids: ['a', 'b', 'c'] },
        { afterMs: 60_000, ids: [] },
        { afterMs: 60_001, ids: ['a', 'b', 'c'] },
      ],
    },
  ])('does not hold back $case', ({ joins }) => {
    const simulation = new Simulation({}, { policy: 'round_robin' });
    for (const { afterMs, ids } of joins) {
      simulation.now = afterMs;
      simulation.balancer.update(endpoints(...ids));
    }
    const { now } = simulation;
    simulation.run(1_000);
    for (const id of ['a', 'b', 'c']) expect(simulation.share(id, now)).toBeCloseTo(1 / 3, 1);
  });

  it('leaves the keys of a ring where they belong', () => {
    const simulation = simulate({ policy: 'ring_hash' });
    simulation.balancer.update(endpoints('a', 'b', 'c'));
    simulation.run(1_000);
    expect(simulation.share('c', warmMs)).toBeGreaterThan(0.25);
  });

  it('goes on under another policy', () => {
    const simulation = simulate();
    simulation.balancer.update(endpoints('a', 'b', 'c'));
    simulation.balancer.reconfigure({ policy: 'least_request' });
    simulation.run(1_000);
    expect(simulation.share('c', warmMs)).toBeLessThan(0.15);
  });

  it('shares evenly where only newcomers are left', () => {
    const simulation = simulate();
    simulation.balancer.update(endpoints('a', 'b', 'c', 'd', 'e'));
    simulation.balancer.update(endpoints('c', 'd', 'e'));
    simulation.run(1_000);
    for (const id of ['c', 'd', 'e']) expect(simulation.share(id, warmMs)).toBeCloseTo(1 / 3, 1);
  });

  it('holds back what returns from an ejection', () => {
    const simulation = new Simulation({ a: recovering }, { policy: 'round_robin' });
    let returnedAt = Infinity;
    simulation.balancer.observe(({ type }) => {
      if (type === 'returned') returnedAt = simulation.now;
    });
    simulation.balancer.update(endpoints('a', 'b', 'c'));
    simulation.run(35_000);
    expect(simulation.share('a', returnedAt, returnedAt + 1_000)).toBeLessThan(0.1);
  });

  it('does not hold back what panic brings back, nor when its ejection ends meanwhile', () => {
    const simulation = new Simulation({ a: recovering, b: recovering }, { policy: 'round_robin' });
    simulation.balancer.update(endpoints('a', 'b', 'c', 'd'));
    simulation.run(warmMs);
    expect(simulation.count('a', 5_000)).toBe(0);
    simulation.balancer.update(endpoints('a', 'b', 'c'), endpoints(...'abcdefghij'));
    simulation.run(15_000);
    for (const fromMs of [0, 9_000, 12_000]) {
      const share = simulation.share('a', warmMs + fromMs, warmMs + fromMs + 1_000);
      expect(share).toBeCloseTo(1 / 3, 1);
    }
  });

  it('does not hold back what comes to another group, as when a canary ends', () => {
    const simulation = new Simulation({}, { policy: 'round_robin', versions: { 2: 100 } });
    const both = [endpoint('a', { version: '1' }), endpoint('b', { version: '2' })];
    simulation.balancer.update(both);
    simulation.run(warmMs);
    simulation.balancer.reconfigure({ policy: 'round_robin' });
    simulation.run(1_000);
    expect(simulation.share('b', warmMs)).toBeCloseTo(0.5, 1);
  });

  it('holds back what reconnects', () => {
    const simulation = simulate();
    simulation.balancer.update(endpoints('b'));
    simulation.balancer.update(endpoints('a', 'b'));
    simulation.run(1_000);
    expect(simulation.share('a', warmMs)).toBeLessThan(0.15);
  });

  it('goes on when an endpoint is described anew', () => {
    const simulation = simulate();
    simulation.balancer.update([endpoint('a', { weight: 2 }), endpoint('b')]);
    simulation.run(1_000);
    expect(simulation.share('a', warmMs)).toBeCloseTo(0.5, 1);
  });

  it('rather picks what is warming than what the call has tried', () => {
    const { balancer } = simulate();
    balancer.update(endpoints('a', 'b', 'c'));
    const avoid = new Set(['a', 'b']);
    for (let i = 0; i < 50; i++) expect(balancer.pick({ avoid })?.endpoint.id).toBe('c');
  });

  it('gives picks back without a trace: no endpoint looks busy', () => {
    const { balancer } = simulate({ policy: 'least_request' });
    balancer.update(endpoints('a', 'b', 'c'));
    for (let i = 0; i < 500; i++) balancer.pick()?.done({ kind: 'success' });
    balancer.reconfigure({ policy: 'least_request', slowStartMs: 0 });
    const held = Array.from({ length: 300 }, () => balancer.pick()?.endpoint.id);
    for (const id of ['a', 'b', 'c']) {
      expect(Math.abs(held.filter((each) => each === id).length - 100)).toBeLessThan(10);
    }
  });

  it.each([
    { slowStartMs: 0, atLeast: 0.3, atMost: 0.36 },
    { slowStartMs: 100_000, atLeast: 0, atMost: 0.08 },
  ])('lasts as long as it is told: $slowStartMs ms', ({ slowStartMs, atLeast, atMost }) => {
    const simulation = simulate({ slowStartMs });
    simulation.balancer.update(endpoints('a', 'b', 'c'));
    simulation.run(5_000);
    const share = simulation.share('c', warmMs);
    expect(share).toBeGreaterThanOrEqual(atLeast);
    expect(share).toBeLessThan(atMost);
  });
});
