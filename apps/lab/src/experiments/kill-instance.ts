import { atMost, none } from '../experiment/bound';
import { alike, at } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import { defaults, inFull, plainRoundRobin } from '../experiment/variants';

const killed = 'greeter-2';

export const killInstance: Experiment = {
  name: 'kill-instance',
  title: 'One killed instance of three',
  question: 'Who notices when an instance is killed, and another one takes its place?',
  variants: [defaults, ...inFull([plainRoundRobin])],
  plan: ({ lasting }) => {
    const killMs = lasting(3_000, 2_000);
    return {
      backends: alike(3),
      load: { ratePerSecond: 200, durationMs: lasting(30_000, 5_000), arrivals: 'poisson' },
      steps: [
        at(killMs, `${killed} is killed`, (fleet) => fleet.backend(2).kill('SIGKILL')),
        at(killMs + 1_000, 'another one starts', (fleet) => fleet.backend(2).start()),
      ],
    };
  },
  hypotheses: () => [
    { claim: 'failed calls', variant: 'default', bound: none, measure: (run) => run.failed() },
    {
      claim: 'its successor serves, after its start',
      variant: 'default',
      bound: atMost(10_000, 'ms'),
      onlyInFull: true,
      measure: (run) => run.firstServedBy(killed, run.step(2)) - run.step(2),
    },
    // Only what was in flight: the pool offers endpoints whose connection is ready, whatever the policy.
    {
      claim: 'failed calls',
      variant: plainRoundRobin.name,
      bound: atMost(0.005, '%'),
      measure: (run) => run.failedShare(),
    },
  ],
};
