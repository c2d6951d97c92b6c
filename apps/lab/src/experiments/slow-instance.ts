import { atLeast, atMost, within } from '../experiment/bound';
import { alike, at } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import { bare, defaults, inFull, policies } from '../experiment/variants';
import type { Run } from '../run/run';
import type { Span } from '../run/span';

const backends = 11;
const slow = `greeter-${backends}`;

/** A policy by itself: no timeout ends a slow call before its answer comes, so that each call counts as it is. */
const base = { ...bare, timeouts: { callMs: 4_000, attemptMs: 4_000 } };

const withinOneSecond = (run: Run): number => run.shareWithin(1_000);

/** A figure while the instance is slow, against the same figure in the quarter before. */
const growth =
  (figure: (run: Run, span: Span) => number) =>
  (run: Run): number =>
    figure(run, { fromMs: run.step(1), toMs: run.step(2) }) / figure(run, { toMs: run.step(1) });

/** As in linkerd.io's "Beyond round robin" (2016): round robin about 95 %, least loaded 99 %, peak EWMA 99.9 %. */
export const slowInstance: Experiment = {
  name: 'slow-instance',
  title: 'One slow instance among eleven',
  question: 'How many calls notice when one of eleven instances takes 2 s for each answer, half of the time?',
  variants: [
    defaults,
    ...policies(base, 'round_robin'),
    ...inFull(policies(base, 'p2c_peak_ewma', 'least_request', 'weighted_round_robin', 'ring_hash')),
  ],
  base,
  plan: ({ full, lasting }) => {
    const durationMs = lasting(60_000, 9_000);
    return {
      backends: alike(backends),
      load: { ratePerSecond: full ? 500 : 200, durationMs, arrivals: 'poisson' },
      steps: [
        at(durationMs / 4, `${slow} takes 2 s`, (fleet) =>
          fleet.backend(backends).behave({ delayMs: 2_000 }),
        ),
        at((durationMs * 3) / 4, `${slow} is well again`, (fleet) => fleet.backend(backends).behave({})),
      ],
      highlight: [slow],
    };
  },
  hypotheses: ({ full }) => {
    const answered = { claim: 'calls answered within 1 s', measure: withinOneSecond };
    // It takes some slow answers to know an instance as slow: they weigh more in a short run.
    const turns = within(1 - 1 / backends / 2, 0.01, '%');
    const nearlyAll = atLeast(full ? 0.999 : 0.99, '%');
    return [
      { ...answered, variant: 'default', bound: nearlyAll },
      // Latencies in full only: in a short run, one hiccup of the machine is a hundredth of the calls.
      {
        claim: 'p99 of a typical second while one is slow, against before',
        variant: 'default',
        bound: atMost(2, '×'),
        onlyInFull: true,
        measure: growth((run, span) => run.typicalPercentile(99, span)),
      },
      {
        claim: 'p99 while one is slow, against before',
        variant: 'default',
        bound: atMost(2, '×'),
        onlyInFull: true,
        measure: growth((run, span) => run.percentile(99, span)),
      },
      { ...answered, variant: 'p2c_peak_ewma', bound: nearlyAll },
      { ...answered, variant: 'least_request', bound: atLeast(0.97, '%') },
      // One call in eleven, half of the time; weights make no difference where all are 1.
      { ...answered, variant: 'round_robin', bound: turns },
      { ...answered, variant: 'weighted_round_robin', bound: turns },
      // Full with 8 calls of 2 s each, it gets 4 a second, half of the time; what is more is for those that fill it.
      { ...answered, variant: 'ring_hash', bound: atLeast(0.99, '%') },
    ];
  },
};
