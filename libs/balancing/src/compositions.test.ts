import type { Endpoint } from '@flotilla/call';
import type { Pick } from './balancer';
import { createBalancer } from './create-balancer';
import { policyNames } from './settings';
import type { BalancerSettings, PolicyName } from './settings';
import { endpoint, endpoints } from './testing/endpoints';
import { seededRandom } from './testing/seeded-random';
import { Simulation } from './testing/simulation';

const steps = 4_000;
const tables = [{}, { '1': 5 }, { '1': 50, '2': 50 }, { '3': 0 }, { '9': 100 }];

/** A balancer that is treated at random: everything around it changes, and calls end in any way, or never. */
class Ordeal {
  readonly #random: () => number;
  readonly #balancer;
  #now = 0;
  #policy: PolicyName;
  #ready: readonly Endpoint[] = [];
  #open: Pick[] = [];

  constructor(policy: PolicyName, seed: number) {
    this.#random = seededRandom(seed);
    this.#policy = policy;
    this.#balancer = createBalancer({ policy, zone: 'a', random: this.#random, clock: () => this.#now });
  }

  step(): void {
    this.#now += this.#random() * 100;
    const act = this.#random();
    if (act < 0.03) this.#update();
    else if (act < 0.04) this.#balancer.reconfigure(this.#settings());
    else if (act < 0.5)
      this.#open.splice(this.#below(this.#open.length), 1).forEach((pick) => this.#end(pick));
    else this.#pick();
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  #oneOf<T>(values: readonly T[]): T {
    return values[this.#below(values.length)] as T;
  }

  #update(): void {
    const known = Array.from({ length: this.#below(12) }, (_, index) =>
      endpoint(`e${index}`, {
        port: 50_000 + this.#below(2),
        weight: this.#oneOf([0.1, 1, 3]),
        zone: this.#oneOf(['a', 'b', 'c']),
        ...(this.#random() < 0.9 && { version: this.#oneOf(['1', '2', '3']) }),
      }),
    );
    this.#ready = known.filter(() => this.#random() < 0.8);
    this.#balancer.update(this.#ready, known);
  }

  #settings(): BalancerSettings {
    if (this.#random() < 0.3) this.#policy = this.#oneOf(policyNames);
    return {
      policy: this.#policy,
      slowStartMs: this.#oneOf([0, 1_000, 10_000]),
      zonePreference: this.#random() < 0.7,
      versions: this.#oneOf(tables),
      outlierEjection: this.#random() < 0.8 && { baseEjectionMs: 1_000, failurePercentageMinCalls: 3 },
    };
  }

  #pick(): void {
    const tried = this.#ready.filter(() => this.#random() < 0.3).map(({ id }) => id);
    const pick = this.#balancer.pick({
      ...(this.#random() < 0.4 && { avoid: new Set(tried) }),
      ...(this.#random() < 0.5 && { hashKey: `key-${this.#below(50)}` }),
    });
    if (this.#ready.length === 0) return expect(pick).toBeUndefined();
    if (!pick) throw new Error(`no pick from ${this.#ready.length} endpoints`);
    expect(this.#ready).toContain(pick.endpoint);
    if (this.#random() < 0.95) this.#open.push(pick);
  }

  #end(pick: Pick): void {
    const kind = this.#oneOf(['success', 'failure', 'failure', 'cancelled'] as const);
    pick.done({ kind, ...(kind !== 'cancelled' && { latencyMs: this.#random() * 500 }) });
    pick.done({ kind: 'failure' });
  }
}

it.each(policyNames)('whatever happens, %s picks a ready endpoint while there is one', (policy) => {
  const ordeal = new Ordeal(policy, 17);
  for (let step = 0; step < steps; step++) ordeal.step();
});

it.each(policyNames)(
  'under %s, who fails in 1 ms gets at most 1 % of the calls in any 5 s, once 1 s is over',
  (policy) => {
    const simulation = new Simulation({ a: () => ({ kind: 'failure', latencyMs: 1 }) }, { policy });
    simulation.balancer.update(endpoints('a', 'b', 'c'));
    simulation.run(61_000);
    for (let fromMs = 1_000; fromMs < 61_000; fromMs += 5_000) {
      expect(simulation.share('a', fromMs, fromMs + 5_000)).toBeLessThan(0.01);
    }
  },
);
