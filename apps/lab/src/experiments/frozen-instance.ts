import { atMost, none, within } from '../experiment/bound';
import { alike, at } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import { defaults, inFull, plainRoundRobin } from '../experiment/variants';
import type { Run } from '../run/run';

const backends = 3;
const frozen = 'greeter-2';
const windowMs = 3_000;

/** How long after it thawed the instance has half of its fair share again, over 3 s. */
function shareBackMs(run: Run): number {
  const thawedMs = run.step(2);
  for (let toMs = thawedMs + windowMs; toMs <= run.record.durationMs; toMs += 500) {
    if (run.shareOf(frozen, { fromMs: toMs - windowMs, toMs }) >= 1 / backends / 2) return toMs - thawedMs;
  }
  return NaN;
}

export const frozenInstance: Experiment = {
  name: 'frozen-instance',
  title: 'One frozen instance of three',
  question: 'What does an instance cost whose connections stay open while nothing answers?',
  variants: [defaults, ...inFull([plainRoundRobin])],
  plan: ({ lasting }) => {
    const fromMs = lasting(3_000, 2_000);
    const toMs = fromMs + lasting(10_000, 4_000);
    return {
      backends: alike(backends),
      load: { ratePerSecond: 200, durationMs: lasting(60_000, 7_000), arrivals: 'poisson' },
      steps: [
        at(fromMs, `${frozen} is frozen`, (fleet) => fleet.backend(2).freeze()),
        at(toMs, `${frozen} is thawed`, (fleet) => fleet.backend(2).thaw()),
      ],
    };
  },
  hypotheses: () => [
    {
      claim: 'failed calls while it is frozen',
      variant: 'default',
      bound: atMost(0.01, '%'),
      measure: (run) => run.failedShare({ fromMs: run.step(1), toMs: run.step(2) }),
    },
    {
      claim: 'failed calls from 3 s after the freeze',
      variant: 'default',
      bound: none,
      measure: (run) => run.failed({ fromMs: run.step(1) + 3_000 }),
    },
    {
      claim: 'half of its fair share again',
      variant: 'default',
      bound: atMost(30_000, 'ms'),
      onlyInFull: true,
      measure: shareBackMs,
    },
    // No sooner than after 2 s does a keepalive ping that is not answered end the connection.
    {
      claim: 'failed calls in the first 2 s of the freeze',
      variant: plainRoundRobin.name,
      bound: within(1 / backends, 0.05, '%'),
      measure: (run) => run.failedShare({ fromMs: run.step(1), toMs: run.step(1) + 2_000 }),
    },
  ],
};
