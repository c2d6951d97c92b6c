import { atMost, within } from '../experiment/bound';
import { fourSigma } from '../experiment/chance';
import { alike, at } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import { defaults, inFull, plainRoundRobin } from '../experiment/variants';
import type { Run } from '../run/run';
import type { Span } from '../run/span';

const instances = 3;
const failRatio = 0.5;
const ratePerSecond = 200;
const failingMs = ({ lasting }: Form): number => lasting(30_000, 5_000);

const failing = (run: Run): Span => ({ fromMs: run.step(1) });

export const partialFailure: Experiment = {
  name: 'partial-failure',
  title: 'One of three fails half of its calls',
  question:
    'What do calls see of an instance that is not well enough to serve, and not ill enough to be ejected at once?',
  variants: [defaults, ...inFull([plainRoundRobin])],
  plan: (form) => {
    const fromMs = form.lasting(5_000, 1_000);
    return {
      backends: alike(instances),
      load: { ratePerSecond, durationMs: fromMs + failingMs(form), arrivals: 'poisson' },
      steps: [at(fromMs, 'greeter-2 fails half', (fleet) => fleet.backend(2).behave({ failRatio }))],
      shares: 'attempts',
    };
  },
  hypotheses: (form) => {
    const calls = (ratePerSecond * failingMs(form)) / 1_000;
    const failed = {
      claim: 'failed calls from then on',
      measure: (run: Run) => run.failedShare(failing(run)),
    };
    return [
      { ...failed, variant: defaults.name, bound: atMost(0.005, '%') },
      {
        claim: 'attempts per call from then on',
        variant: defaults.name,
        bound: atMost(1.1, '×'),
        measure: (run) => run.attemptsPerCall(failing(run)),
      },
      // Turns are certain; chance decides what becomes of the one third. It is too few for the circuit breaker.
      {
        ...failed,
        variant: plainRoundRobin.name,
        bound: within(failRatio / instances, fourSigma(failRatio, calls / instances) / instances, '%'),
      },
    ];
  },
};
