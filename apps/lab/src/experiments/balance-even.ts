import { atMost } from '../experiment/bound';
import { alike } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import { bare, policies } from '../experiment/variants';
import type { Run } from '../run/run';

const instances = ['greeter-1', 'greeter-2', 'greeter-3'];
const fair = 1 / instances.length;

const durationMs = ({ lasting }: Form): number => lasting(20_000, 10_000);
const ratePerSecond = ({ full }: Form): number => (full ? 500 : 200);

/** How far the share of one instance is from its fair share, as a part of that; the worst of them. */
const worstDeviation = (run: Run): number =>
  Math.max(...instances.map((instance) => Math.abs(run.shareOf(instance) / fair - 1)));

const largestShare = (run: Run): number => Math.max(...instances.map((instance) => run.shareOf(instance)));

/** Four standard deviations of a share, were each pick independent and uniform. */
function fourSigma(calls: number): number {
  return 4 * Math.sqrt((1 - fair) / (fair * calls));
}

export const balanceEven: Experiment = {
  name: 'balance-even',
  title: 'Three healthy instances',
  question: 'How evenly does each policy share calls among three instances that are alike?',
  variants: policies(bare, 'round_robin', 'least_request', 'p2c_peak_ewma'),
  base: bare,
  plan: (form) => ({
    backends: alike(instances.length),
    load: { ratePerSecond: ratePerSecond(form), durationMs: durationMs(form), arrivals: 'poisson' },
    steps: [],
  }),
  hypotheses: (form) => {
    const deviation = { claim: 'worst deviation from a fair share', measure: worstDeviation };
    const calls = (ratePerSecond(form) * durationMs(form)) / 1_000;
    return [
      { ...deviation, variant: 'round_robin', bound: atMost(0.02, '%') },
      // Avoiding the busier of two only evens out what chance does.
      { ...deviation, variant: 'least_request', bound: atMost(fourSigma(calls), '%') },
      // It follows latency, not fairness: an instance that keeps being the faster one of its pair is in two pairs of three.
      {
        claim: 'largest share of an instance',
        variant: 'p2c_peak_ewma',
        bound: atMost(2 / 3, '%'),
        measure: largestShare,
      },
    ];
  },
};
