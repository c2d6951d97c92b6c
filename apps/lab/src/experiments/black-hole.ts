import { atLeast, none } from '../experiment/bound';
import { alike, at } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import { defaults, inFull, plainRoundRobin } from '../experiment/variants';

const silent = 'greeter-silent';

export const blackHole: Experiment = {
  name: 'black-hole',
  title: 'An endpoint that never says a word',
  question: 'What does a registered endpoint cost that accepts connections and never speaks?',
  variants: [defaults, ...inFull([plainRoundRobin])],
  plan: ({ lasting }) => {
    const durationMs = lasting(30_000, 4_000);
    return {
      backends: alike(3),
      load: { ratePerSecond: 200, durationMs, arrivals: 'poisson' },
      steps: [at(durationMs / 4, `${silent} is registered`, (fleet) => fleet.blackHole())],
    };
  },
  hypotheses: () =>
    // Never ready, never offered: no policy needs to know.
    [defaults.name, plainRoundRobin.name].flatMap((variant) => [
      {
        claim: 'connections that the gateway tried',
        variant,
        bound: atLeast(1, 'count'),
        measure: (run) => run.attempts(silent),
      },
      { claim: 'failed calls', variant, bound: none, measure: (run) => run.failed() },
    ]),
};
