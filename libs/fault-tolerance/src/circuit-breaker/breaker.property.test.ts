import * as fc from 'fast-check';
import { Breaker } from './breaker';
import { CallRecord } from './call-record';
import { resolveCircuitBreaker } from './options';
import type { CircuitBreakerSettings } from './options';
import type { Outcome } from '../outcome/outcome';
import type { Permit, State } from './state';

const settingsArbitrary: fc.Arbitrary<Required<CircuitBreakerSettings>> = fc
  .record({
    failureRate: fc.double({ min: 0.1, max: 1, noNaN: true }),
    minCalls: fc.integer({ min: 1, max: 5 }),
    windowMs: fc.constantFrom(1_000, 5_000),
    openMs: fc.integer({ min: 1, max: 500 }),
    probes: fc.integer({ min: 1, max: 4 }),
    slowCallMs: fc.constantFrom(200, Infinity),
    probeTimeoutMs: fc.integer({ min: 1, max: 3_000 }),
  })
  .map(resolveCircuitBreaker);

type Step =
  | { readonly type: 'begin' }
  | { readonly type: 'end'; readonly which: number; readonly outcome: Outcome }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'reconfigure'; readonly settings: Required<CircuitBreakerSettings> };

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('begin' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('end' as const),
      which: fc.nat(),
      outcome: fc.constantFrom<Outcome>('success', 'success', 'success', 'failure', 'ignored'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.nat(600) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('reconfigure' as const), settings: settingsArbitrary }),
  },
);

/** A breaker, the calls under way, and what the probes of each half-open state came to. */
class Model {
  now = 0;
  settings: Required<CircuitBreakerSettings>;
  readonly breaker: Breaker;
  probes = 0;
  readonly #underWay: Permit[] = [];
  /** Probes admitted, less those that said nothing. */
  readonly #spent = new Map<State, number>();

  constructor(settings: Required<CircuitBreakerSettings>) {
    this.settings = settings;
    this.breaker = new Breaker(settings, () => undefined);
  }

  run(step: Step): void {
    if (step.type === 'wait') this.now += step.ms;
    if (step.type === 'begin') this.#begin();
    if (step.type === 'end') this.#end(step.which, step.outcome);
    if (step.type === 'reconfigure') {
      this.settings = step.settings;
      this.breaker.reconfigure(step.settings);
    }
    this.#check();
  }

  #begin(): void {
    const permit = this.breaker.admit(this.now);
    if (!permit) return;
    this.#underWay.push(permit);
    if (permit.state.name !== 'half_open') return;
    expect(permit.state.underWay.size).toBeLessThanOrEqual(this.settings.probes);
    this.probes++;
    this.#spend(permit.state, 1);
    expect(this.#spent.get(permit.state)).toBeLessThanOrEqual(this.settings.probes);
  }

  #end(which: number, outcome: Outcome): void {
    const recent = Math.max(0, this.#underWay.length - 1 - (which % 4));
    const [permit] = this.#underWay.splice(recent, 1);
    if (!permit) return;
    this.breaker.record(permit, outcome, this.now);
    if (outcome === 'ignored') this.#spend(permit.state, -1);
  }

  #spend(state: State, probes: number): void {
    this.#spent.set(state, (this.#spent.get(state) ?? 0) + probes);
  }

  #check(): void {
    const { state } = this.breaker;
    if (state.name === 'half_open') {
      const expected = this.#underWay.filter((permit) => permit.state === state).length;
      expect(state.underWay.size).toBe(expected);
      expect(state.succeeded).toBeLessThan(this.settings.probes);
    }
    if (state.name === 'closed') {
      const { calls, failed, slow } = state.record.counts(this.now);
      expect(Math.min(calls - failed, calls - slow, failed, slow)).toBeGreaterThanOrEqual(0);
    }
  }
}

describe('a breaker, whatever happens', () => {
  it('admits no more probes than it may, and closes once the trouble is over', () => {
    let probesSeen = 0;
    fc.assert(
      fc.property(
        settingsArbitrary,
        fc.array(stepArbitrary, { minLength: 40, maxLength: 120, size: 'max' }),
        (settings, steps) => {
          const model = new Model(settings);
          for (const step of steps) model.run(step);
          probesSeen += model.probes;

          const { breaker } = model;
          const { openMs, probes, probeTimeoutMs } = model.settings;
          const later = model.now + openMs + probeTimeoutMs;
          for (let probe = 0; probe < probes; probe++) {
            const permit = breaker.admit(later);
            expect(permit).toBeDefined();
            if (permit) breaker.record(permit, 'success', later);
          }
          expect(breaker.state.name).toBe('closed');
        },
      ),
      { seed: 1, numRuns: 300 },
    );
    expect(probesSeen).toBeGreaterThan(300);
  });
});

describe('the counts of a window', () => {
  it('are those of its ten tenths', () => {
    const call = fc.record({ gapMs: fc.nat(400), failed: fc.boolean(), slow: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60, size: 'max' }), (calls) => {
        const record = new CallRecord(1_000);
        const past: { tenth: number; failed: boolean; slow: boolean }[] = [];
        let now = 0;
        for (const { gapMs, failed, slow } of calls) {
          now += gapMs;
          record.add(failed, slow, now);
          past.push({ tenth: Math.floor(now / 100), failed, slow });
          const counted = past.filter(({ tenth }) => tenth > Math.floor(now / 100) - 10);
          expect(record.counts(now)).toEqual({
            calls: counted.length,
            failed: counted.filter((one) => one.failed).length,
            slow: counted.filter((one) => one.slow).length,
          });
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
