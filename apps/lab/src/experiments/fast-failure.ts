import { atLeast, atMost, none, within } from '../experiment/bound';
import { alike, at } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import { bare, defaults, inFull, policies } from '../experiment/variants';
import type { Run } from '../run/run';

const backends = 5;
const bad = `greeter-${backends}`;
const fair = 1 / backends;

const failedSince = (run: Run): number => run.failedShare({ fromMs: run.step(1) });

/** linkerd2#11669: what fails at once looks fast and idle, and attracts what it will fail next. */
export const fastFailure: Experiment = {
  name: 'fast-failure',
  title: 'An instance that fails at once',
  question: 'How much traffic does an instance attract that answers everything with an error after 1 ms?',
  variants: [defaults, ...inFull(policies(bare, 'least_request', 'round_robin'))],
  base: bare,
  plan: ({ lasting }) => {
    const durationMs = lasting(40_000, 6_000);
    return {
      backends: alike(backends),
      load: { ratePerSecond: 200, durationMs, arrivals: 'poisson' },
      steps: [
        at(durationMs / 4, `${bad} fails in 1 ms`, (fleet) =>
          fleet.backend(backends).behave({ delayMs: 1, failRatio: 1 }),
        ),
      ],
      highlight: [bad],
      shares: 'attempts',
    };
  },
  hypotheses: () => [
    {
      claim: `attempts that reach ${bad}, 1 s later on`,
      variant: 'default',
      bound: atMost(0.02, '%'),
      measure: (run) => run.attemptShareOf(bad, { fromMs: run.step(1) + 1_000 }),
    },
    { claim: 'failed calls', variant: 'default', bound: none, measure: (run) => run.failed() },
    // It gets a fair share at least; how much more depends on how busy the others are.
    {
      claim: 'failed calls from then on',
      variant: 'least_request',
      bound: atLeast(fair * 0.9, '%'),
      measure: failedSince,
    },
    {
      claim: 'failed calls from then on',
      variant: 'round_robin',
      bound: within(fair, 0.02, '%'),
      measure: failedSince,
    },
  ],
};
