import { allBehave } from '../experiment/all-behave';
import { allowedExtra } from '../experiment/allowed-extra';
import { atLeast, atMost, none } from '../experiment/bound';
import { alike, at } from '../experiment/experiment';
import type { Experiment, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import type { Run } from '../run/run';
import type { Span } from '../run/span';

const instances = 3;
const stragglers = { share: 0.01, delayMs: 500 };
/** Longer than any call in good health: each is worth a hedge. */
const failing = { delayMs: 100, failRatio: 1 };
/** The default. */
const cap = { ratio: 0.05, minPerSecond: 0, windowMs: 10_000 };

/** Attempts are first ones or hedges, and each reaches a backend: no retries, nothing that refuses calls when all of them fail. */
const alone = {
  retry: { maxAttempts: 1 },
  circuitBreaker: { enabled: false },
  admission: { enabled: false },
};
const unhedged: Variant = { name: 'no hedging', document: alone };
const hedged: Variant = { name: 'hedging', document: { ...alone, hedging: {} } };

const ratePerSecond = 300;
const stragglingMs = ({ lasting }: Form): number => lasting(40_000, 8_000);
/** In full, three windows of the cap less a slice. */
const failingMs = ({ lasting }: Form): number => lasting(29_000, 3_000);
/** How often backends tell of their attempts. */
const toldEveryMs = 100;
/** In the short form 22 of 2,250 are stragglers, and by chance less often than once in 10,000 times fewer than 7. */
const percentage = ({ full }: Form): number => (full ? 99.9 : 99.7);

/** But for those that may not be over when all begin to fail. */
const straggling = (run: Run): Span => ({
  fromMs: run.step(1),
  toMs: run.step(2) - stragglers.delayMs,
});
const whileFailing = (form: Form, run: Run): Span => ({
  fromMs: run.step(2),
  toMs: run.step(2) + failingMs(form),
});
const tail = (form: Form, run: Run): number => run.percentile(percentage(form), straggling(run));

/** The Tail at Scale: hedging takes the p99.9 from 1,800 to 74 ms for some 2 % more load. */
export const tailLatency: Experiment = {
  name: 'tail-latency',
  title: 'One answer in a hundred takes half a second',
  question:
    'What do hedges make of stragglers, what do they cost, and what do they cost when everything is slow and fails?',
  variants: [unhedged, hedged],
  base: alone,
  plan: (form) => {
    const fromMs = form.lasting(5_000, 500);
    const failMs = fromMs + stragglingMs(form);
    return {
      backends: alike(instances),
      load: {
        ratePerSecond,
        durationMs: failMs + failingMs(form) + 5 * toldEveryMs,
        // The cap goes by how many calls there were: let no chance decide it.
        arrivals: 'constant',
      },
      steps: [
        at(fromMs, '1 % take 500 ms', allBehave(instances, { stragglers })),
        at(failMs, 'all take 100 ms and fail', allBehave(instances, failing)),
      ],
      figure: {
        title: 'Attempts per call',
        unit: '×',
        measure: (run, interval) => run.attemptsPerCall(interval),
      },
    };
  },
  hypotheses: (form) => {
    const tailClaim = `p${percentage(form)} of calls with stragglers`;
    const extra = (span: (run: Run) => Span) => (run: Run) => run.attemptsPerCall(span(run)) - 1;
    return [
      {
        claim: tailClaim,
        variant: unhedged.name,
        bound: atLeast(stragglers.delayMs, 'ms'),
        measure: (run) => tail(form, run),
      },
      {
        claim: `${tailClaim}, against ${unhedged.name}`,
        variant: hedged.name,
        // A hedge waits for the p97, which is a slow machine's own: that of the short form.
        bound: atMost(form.full ? 1 / 4 : 1 / 2, '×'),
        measure: (run, runs) => tail(form, run) / tail(form, runs.get(unhedged.name) ?? run),
      },
      {
        claim: 'extra attempts with stragglers',
        variant: hedged.name,
        bound: atMost(cap.ratio, '%'),
        measure: extra(straggling),
      },
      {
        claim: 'failed calls with stragglers',
        variant: hedged.name,
        bound: none,
        measure: (run) => run.failed(straggling(run)),
      },
      // What is spent in the first window of the failures was earned by the calls of the window before.
      {
        claim: 'extra attempts from 10 s before all fail',
        variant: hedged.name,
        bound: atMost(cap.ratio, '%'),
        onlyInFull: true,
        measure: extra((run) => ({ ...whileFailing(form, run), fromMs: run.step(2) - cap.windowMs })),
      },
      // In the short form the calls before are most of the window. And attempts are told late.
      {
        claim: 'extra attempts while all fail',
        variant: hedged.name,
        bound: atMost(allowedExtra(cap, ratePerSecond, failingMs(form)) + toldEveryMs / failingMs(form), '%'),
        measure: extra((run) => whileFailing(form, run)),
      },
    ];
  },
};
