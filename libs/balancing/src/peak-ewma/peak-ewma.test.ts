import type { BalancerOptions } from '../create-balancer';
import { endpoint, endpoints } from '../testing/endpoints';
import { healthy, Simulation } from '../testing/simulation';
import type { Behaviour } from '../testing/simulation';

const abc = endpoints('a', 'b', 'c');
/** The policy alone. */
const bare: BalancerOptions = { outlierEjection: false, slowStartMs: 0 };

function simulate(behaviours: Record<string, Behaviour>, options = bare): Simulation {
  const simulation = new Simulation(behaviours, options);
  simulation.balancer.update(abc);
  return simulation;
}

/** Behaves like `fault` between two instants, and is healthy otherwise. */
function during(from: number, to: number, fault: Behaviour): Behaviour {
  return (now) => (now >= from && now < to ? fault(now) : healthy(now));
}

const refusing: Behaviour = () => ({ kind: 'failure', latencyMs: 0.5 });
const frozen: Behaviour = () => ({ kind: 'failure', latencyMs: 1_000 });
const slow: Behaviour = () => ({ kind: 'success', latencyMs: 300 });

describe('p2c peak ewma', () => {
  it('shares evenly among equals', () => {
    const simulation = simulate({});
    simulation.run(60_000);
    for (const id of ['a', 'b', 'c']) expect(simulation.share(id)).toBeCloseTo(1 / 3, 1);
  });

  it('does not send a burst to a new endpoint', () => {
    const simulation = simulate({});
    simulation.run(10_000);
    const [before, burst] = [simulation.now, 200];
    simulation.balancer.update(endpoints('a', 'b', 'c', 'new'));
    for (let i = 0; i < burst; i++) simulation.call();
    expect(simulation.count('new', before)).toBeGreaterThan(burst / 8);
    expect(simulation.count('new', before)).toBeLessThan(burst / 3);
  });

  it('starts a new endpoint at the mean of the siblings that work', () => {
    const simulation = simulate({ a: refusing });
    simulation.run(10_000);
    simulation.balancer.update(endpoints('a', 'b', 'c', 'new'));
    simulation.run(2_000);
    expect(simulation.share('new', 10_000)).toBeGreaterThan(0.25);
  });

  it('gives a slow endpoint little', () => {
    const simulation = simulate({ c: during(10_000, 40_000, slow) });
    simulation.run(40_000);
    expect(simulation.share('c', 10_000)).toBeLessThan(0.005);
  });

  it('gives an endpoint that fails fast ever rarer calls, down to one in ten seconds', () => {
    const simulation = simulate({ c: during(10_000, 70_000, refusing) });
    simulation.run(70_000);
    expect(simulation.count('c', 10_000, 20_000)).toBeLessThanOrEqual(5);
    expect(simulation.count('c', 40_000, 70_000)).toBeLessThanOrEqual(4);
  });

  it('gives one that failed once its share again within two seconds', () => {
    const simulation = simulate({ c: during(10_000, 10_020, refusing) });
    simulation.run(15_000);
    expect(simulation.share('c', 12_000, 15_000)).toBeGreaterThan(1 / 6);
  });

  it('gives one that takes no more no more, however quickly it says so', () => {
    const { balancer } = simulate({});
    let refused = 0;
    for (let call = 0; call < 1_000; call++) {
      const pick = balancer.pick();
      const isFull = pick?.endpoint.id === 'c';
      if (isFull) refused++;
      pick?.done(isFull ? { kind: 'refused' } : { kind: 'success', latencyMs: 5 });
    }
    expect(refused).toBeLessThan(20);
  });

  it('sends a frozen endpoint no more than what was on its way and a probe', () => {
    const simulation = simulate({ c: during(10_000, 20_000, frozen) });
    simulation.run(20_000);
    expect(simulation.count('c', 10_000)).toBeLessThanOrEqual(10);
  });

  it.each([
    { fault: 'refuses', behaviour: refusing, options: bare },
    { fault: 'is frozen', behaviour: frozen, options: bare },
    { fault: 'is frozen', behaviour: frozen, options: {} },
  ])(
    'gives one that $fault for 10 s half of its share again in 30 s ($options)',
    ({ behaviour, options }) => {
      const simulation = simulate({ c: during(10_000, 20_000, behaviour) }, options);
      simulation.run(55_000);
      expect(simulation.share('c', 45_000, 50_000)).toBeGreaterThan(1 / 6);
    },
  );

  it('gives one that was slow for a minute half of its share again in 20 s', () => {
    const verySlow: Behaviour = () => ({ kind: 'success', latencyMs: 2_000 });
    const simulation = simulate({ c: during(10_000, 70_000, verySlow) });
    simulation.run(95_000);
    expect(simulation.share('c', 72_000 - 60_000, 70_000)).toBeLessThan(0.01);
    expect(simulation.share('c', 90_000, 95_000)).toBeGreaterThan(1 / 6);
  });

  it('shares among all again two seconds after an outage of all', () => {
    const out = during(10_000, 30_000, () => ({ kind: 'failure', latencyMs: 1 }));
    const simulation = simulate({ a: out, b: out, c: out });
    simulation.run(40_000);
    for (const id of ['a', 'b', 'c']) {
      expect(simulation.share(id, 32_000, 34_000)).toBeGreaterThan(1 / 6);
      expect(simulation.share(id, 32_000, 34_000)).toBeLessThan(2 / 3);
    }
  });

  it('shares by weight', () => {
    const simulation = new Simulation({}, bare);
    simulation.balancer.update([endpoint('light'), endpoint('heavy', { weight: 3 })]);
    simulation.run(30_000, 2_000);
    expect(simulation.share('heavy')).toBeGreaterThan(0.6);
    expect(simulation.share('light')).toBeGreaterThan(0.1);
  });

  it('spreads a burst after a long idle time', () => {
    const simulation = simulate({});
    simulation.run(1_000);
    simulation.now += 10 * 3_600_000;
    const idleUntil = simulation.now;
    for (let i = 0; i < 90; i++) simulation.call();
    for (const id of ['a', 'b', 'c']) expect(simulation.share(id, idleUntil)).toBeCloseTo(1 / 3, 1);
  });

  it('learns nothing from what was cancelled', () => {
    const simulation = simulate({});
    simulation.balancer.update(endpoints('a', 'b'));
    for (let i = 0; i < 100; i++) simulation.balancer.pick()?.done({ kind: 'cancelled' });
    for (let i = 0; i < 100; i++) simulation.call();
    expect(simulation.share('a')).toBeCloseTo(0.5, 1);
  });

  it('holds nothing of an endpoint that left against one that comes later', () => {
    const simulation = simulate({});
    const pending = Array.from({ length: 50 }, () => simulation.balancer.pick());
    simulation.balancer.update([]);
    simulation.balancer.update(endpoints('d', 'e', 'f', 'g'));
    for (let i = 0; i < 40; i++) simulation.call();
    for (const pick of pending) pick?.done({ kind: 'failure' });
    for (let i = 0; i < 40; i++) simulation.call();
    for (const id of ['d', 'e', 'f', 'g']) expect(simulation.share(id)).toBeCloseTo(1 / 4, 1);
  });
});
