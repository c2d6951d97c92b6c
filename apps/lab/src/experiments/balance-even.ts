import { atMost } from '../experiment/bound';
import type { Bound } from '../experiment/bound';
import { fourSigma } from '../experiment/chance';
import { alike } from '../experiment/experiment';
import type { Experiment, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import { bare, inFull, policies } from '../experiment/variants';
import type { Run } from '../run/run';

const instances = ['greeter-1', 'greeter-2', 'greeter-3'];
const fair = 1 / instances.length;
const weights = [1, 2, 3];
const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);

const users = 1_000;
/** Of the ring, for each instance. */
const points = 256;

const durationMs = ({ lasting }: Form): number => lasting(20_000, 4_000);
const ratePerSecond = ({ full }: Form): number => (full ? 500 : 200);

const weighted: readonly Variant[] = policies(bare, 'weighted_round_robin').map((variant) => ({
  ...variant,
  name: `${variant.name} ${weights.join(':')}`,
  backends: weights.map((weight) => ({ weight })),
}));

/** How far the share of one instance is from the expected one, as a part of that; the worst of them. */
function worstDeviation(run: Run, expected: (index: number) => number): number {
  return Math.max(...instances.map((id, index) => Math.abs(run.shareOf(id) / expected(index) - 1)));
}

const fromFair = (run: Run): number => worstDeviation(run, () => fair);

const fromWeights = (run: Run): number =>
  worstDeviation(run, (index) => (weights[index] ?? NaN) / totalWeight);

const largestShare = (run: Run): number => Math.max(...instances.map((instance) => run.shareOf(instance)));

/** What chance may do to a fair share, as a part of it. */
const byChance = (...draws: readonly number[]): Bound => atMost(fourSigma(fair, ...draws) / fair, '%');

export const balanceEven: Experiment = {
  name: 'balance-even',
  title: 'Three healthy instances',
  question:
    'How evenly does each policy share calls among three instances that are alike, or as their weights say?',
  variants: [
    ...policies(bare, 'round_robin'),
    ...weighted,
    ...policies(bare, 'p2c_peak_ewma'),
    ...inFull(policies(bare, 'least_request', 'ring_hash')),
  ],
  base: bare,
  plan: (form) => ({
    backends: alike(instances.length),
    load: {
      ratePerSecond: ratePerSecond(form),
      durationMs: durationMs(form),
      arrivals: 'poisson',
      users,
    },
    steps: [],
  }),
  hypotheses: (form) => {
    const deviation = { claim: 'worst deviation from a fair share', measure: fromFair };
    const calls = (ratePerSecond(form) * durationMs(form)) / 1_000;
    return [
      { ...deviation, variant: 'round_robin', bound: atMost(0.02, '%') },
      ...weighted.map(({ name }) => ({
        claim: 'worst deviation from the share by weight',
        variant: name,
        bound: atMost(0.02, '%'),
        measure: fromWeights,
      })),
      // It follows latency, not fairness: an instance that keeps being the faster one of its pair is in two pairs of three.
      {
        claim: 'largest share of an instance',
        variant: 'p2c_peak_ewma',
        bound: atMost(2 / 3, '%'),
        measure: largestShare,
      },
      // Avoiding the busier of two only evens out what chance does.
      { ...deviation, variant: 'least_request', bound: byChance(calls) },
      { ...deviation, variant: 'ring_hash', bound: byChance(points * instances.length, users, calls) },
    ];
  },
};
