import { allBehave } from '../experiment/all-behave';
import { atLeast, atMost, none } from '../experiment/bound';
import { alike, at } from '../experiment/experiment';
import { inFull } from '../experiment/variants';
import type { Experiment, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import type { Run } from '../run/run';
import type { Span } from '../run/span';

const instances = 3;
const ratePerSecond = 200;
const callMs = 1_000;
/** The defaults. */
const [windowMs, openMs, probes] = [10_000, 2_000, 3];

/** The instances' own admission would refuse most of the calls: off, so that what hangs is what callers wait for. */
const hanging = { timeouts: { callMs }, admission: { enabled: false } };
const guarded: Variant = { name: 'breaker', document: hanging };
const unguarded: Variant = {
  name: 'no breaker',
  document: { ...hanging, circuitBreaker: { enabled: false } },
};

/** The first calls time out, and then it takes as many of them as of those that went well, of a window at most. */
const opensMs = (callMs + windowMs) / 2;
/** Nobody waits any more who began before. */
const settledMs = opensMs + callMs;
/** Probes that began before hang until they time out; those after the next wait go well. */
const closesMs = callMs + openMs;

const hangMs = ({ lasting }: Form): number => lasting(30_000, settledMs + 1_000);
/** In full with much room; in short what theory says, and a little for the machine. */
const healedMs = ({ lasting }: Form): number => lasting(10_000, closesMs + 500);
/** Probes wait by design: 3 of the 600 calls in which they time out and nobody is let through; of one second at worst 3 of 200. */
const percentage = ({ full }: Form): number => (full ? 99 : 95);

const open = (run: Run): Span => ({ fromMs: run.step(1) + settledMs, toMs: run.step(2) });

export const breaker: Experiment = {
  name: 'breaker',
  title: 'Everything hangs',
  question:
    'How long do callers wait, and how many of them at once, for a service that does not answer any more?',
  variants: [guarded, ...inFull([unguarded])],
  plan: (form) => {
    const fromMs = form.lasting(10_000, 500);
    const toMs = fromMs + hangMs(form);
    return {
      backends: alike(instances),
      load: {
        ratePerSecond,
        durationMs: toMs + healedMs(form) + form.lasting(5_000, 500),
        arrivals: 'poisson',
      },
      steps: [
        at(fromMs, 'all hang', allBehave(instances, { delayMs: 60_000 })),
        at(toMs, 'all are well again', allBehave(instances, {})),
      ],
      figure: {
        title: 'Most calls in flight',
        unit: 'count',
        measure: (run, interval) => run.mostInFlight(interval),
      },
    };
  },
  hypotheses: (form) => {
    const waits = {
      claim: `p${percentage(form)} of calls once it is open`,
      measure: (run: Run) => run.percentile(percentage(form), open(run)),
    };
    const inFlight = {
      claim: 'most calls in flight once it is open',
      measure: (run: Run) => run.mostInFlight(open(run)),
    };
    const healed = {
      claim: `failed calls from ${healedMs(form) / 1_000} s after it is well again`,
      bound: none,
      measure: (run: Run) => run.failed({ fromMs: run.step(2) + healedMs(form) }),
    };
    return [
      { ...waits, variant: guarded.name, bound: atMost(form.full ? 10 : 100, 'ms') },
      // Beside the probes, what comes in a tenth of a second: refused at once, unless the machine is busy.
      { ...inFlight, variant: guarded.name, bound: atMost(probes + ratePerSecond / 10, 'count') },
      { ...healed, variant: guarded.name },
      { ...waits, variant: unguarded.name, bound: atLeast(callMs, 'ms') },
      // On average: by chance the most are more.
      { ...inFlight, variant: unguarded.name, bound: atLeast((ratePerSecond * callMs) / 1_000, 'count') },
      { ...healed, variant: unguarded.name },
    ];
  },
};
