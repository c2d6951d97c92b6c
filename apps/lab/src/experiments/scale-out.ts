import { atLeast, atMost, none } from '../experiment/bound';
import { alike, at } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import { defaults, inFull } from '../experiment/variants';
import type { Run } from '../run/run';

const newcomers = ['greeter-3', 'greeter-4', 'greeter-5'];
const instances = ['greeter-1', 'greeter-2', ...newcomers];
const fair = 1 / instances.length;
const evenAfterMs = 20_000;

const abrupt = { name: 'no slow start', document: { balancing: { slowStartMs: 0 } } };

/** The largest share that a newcomer has in the first second after its first answer. */
function firstSecond(run: Run): number {
  const shares = newcomers.map((id) => {
    const fromMs = run.firstServedBy(id, run.step(1));
    return run.shareOf(id, { fromMs, toMs: fromMs + 1_000 });
  });
  return Math.max(...shares);
}

function smallestShare(run: Run): number {
  const fromMs = run.step(2) + evenAfterMs;
  return Math.min(...instances.map((id) => run.shareOf(id, { fromMs }))) / fair;
}

/** Of all newcomers in the last 2 s, against what is fair. */
function shareAtTheEnd(run: Run): number {
  const fromMs = run.record.durationMs - 2_000;
  const share = newcomers.reduce((sum, id) => sum + run.shareOf(id, { fromMs }), 0);
  return share / (newcomers.length * fair);
}

export const scaleOut: Experiment = {
  name: 'scale-out',
  title: 'From two instances to five',
  question: 'Do instances that join under load get their share soon, and never more than that at once?',
  variants: [defaults, ...inFull([abrupt])],
  plan: ({ lasting }) => {
    const durationMs = lasting(60_000, 10_000);
    const joinMs = lasting(5_000, 1_000);
    return {
      backends: alike(2),
      load: { ratePerSecond: 200, durationMs, arrivals: 'poisson' },
      steps: [
        at(joinMs, 'three more start', (fleet) => fleet.add(alike(newcomers.length))),
        at(joinMs, 'they are ready', () => undefined),
      ],
    };
  },
  hypotheses: () => [
    { claim: 'failed calls', variant: 'default', bound: none, measure: (run) => run.failed() },
    {
      claim: "largest share of a newcomer's first second",
      variant: 'default',
      bound: atMost(fair, '%'),
      measure: firstSecond,
    },
    {
      claim: "newcomers' share at the end, against a fair one",
      variant: 'default',
      // The short form ends while they still warm up.
      bound: atLeast(0.5, '×'),
      measure: shareAtTheEnd,
    },
    {
      claim: 'smallest share from 20 s on, against a fair one',
      variant: 'default',
      bound: atLeast(0.5, '×'),
      onlyInFull: true,
      measure: smallestShare,
    },
    // It starts at the mean of the others: even then it is at most the better one of every pair.
    {
      claim: "largest share of a newcomer's first second",
      variant: abrupt.name,
      bound: atMost(2 * fair, '%'),
      measure: firstSecond,
    },
  ],
};
