import { allBehave } from '../experiment/all-behave';
import { allowedExtra } from '../experiment/allowed-extra';
import { atLeast, atMost, none } from '../experiment/bound';
import { alike, at } from '../experiment/experiment';
import type { Experiment, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import { defaults, inFull } from '../experiment/variants';
import type { Run } from '../run/run';
import type { Span } from '../run/span';

const instances = 3;
const maxAttempts = 3;
/** The default, which is Finagle's. */
const budget = { ratio: 0.2, minPerSecond: 10, windowMs: 10_000 };
const breaker = { windowMs: 10_000, openMs: 2_000, probes: 3 };

/** The breaker would end every storm, and hide the budget. Of three, ejection keeps away one at most: it changes nothing here. */
const withoutBreaker = { circuitBreaker: { enabled: false } };
const budgeted: Variant = { name: 'budget alone', document: withoutBreaker };
const unbudgeted: Variant = {
  name: 'no budget',
  document: { ...withoutBreaker, retry: { budget: { enabled: false } } },
};

/** Without a budget three times as many attempts reach the instances: a slow machine that runs CI serves 300/s, and not 600. */
const ratePerSecond = ({ full }: Form): number => (full ? 200 : 100);
const outageMs = ({ lasting }: Form): number => lasting(30_000, 5_000);
const healedMs = ({ lasting }: Form): number => lasting(5_000, breaker.openMs + 1_000);

/** Three windows of the budget less a slice, as they begin when they like; in the short form a part of one. */
const countedMs = ({ lasting }: Form): number => lasting(29_000, 5_000);
/** In full a long outage's share, and what a budget has at least. A short outage has the budget of a whole window: of the calls before it, too. */
const budgetedAttempts = (form: Form): number =>
  form.full
    ? 1.22 + budget.minPerSecond / ratePerSecond(form)
    : 1 + allowedExtra(budget, ratePerSecond(form), countedMs(form));

/** Half of the breaker's window are failures by then, whatever went well before; and the last retries are over. */
const openMs = breaker.windowMs / 2 + 1_000;
/** While it is open: the attempts of the probes, each time that it has waited. */
function probing(form: Form): number {
  const lastsMs = outageMs(form) - openMs;
  const rounds = 1 + Math.ceil(lastsMs / breaker.openMs);
  return (rounds * breaker.probes * maxAttempts) / ((lastsMs / 1_000) * ratePerSecond(form));
}

/** A part of the outage; milliseconds since it began. */
const since = (run: Run, fromMs: number, toMs: number): Span => ({
  fromMs: run.step(1) + fromMs,
  toMs: run.step(1) + toMs,
});

export const retryStorm: Experiment = {
  name: 'retry-storm',
  title: 'A storm of retries',
  question:
    'How much load do retries add when every instance fails, and is all well when they do not any more?',
  variants: [budgeted, ...inFull([unbudgeted, defaults])],
  plan: (form) => {
    const failMs = form.lasting(10_000, 500);
    const healMs = failMs + outageMs(form);
    return {
      backends: alike(instances),
      load: {
        ratePerSecond: ratePerSecond(form),
        durationMs: healMs + healedMs(form) + form.lasting(5_000, 500),
        // A budget goes by how many calls there were: let no chance decide it.
        arrivals: 'constant',
      },
      steps: [
        at(failMs, 'all fail in 1 ms', allBehave(instances, { delayMs: 1, failRatio: 1 })),
        at(healMs, 'all are well again', allBehave(instances, {})),
      ],
      figure: {
        title: 'Attempts per call',
        unit: '×',
        measure: (run, interval) => run.attemptsPerCall(interval),
      },
    };
  },
  hypotheses: (form) => {
    const attempts = {
      claim: 'attempts per call while all fail',
      measure: (run: Run) => run.attemptsPerCall(since(run, 0, countedMs(form))),
    };
    const healed = {
      claim: `failed calls from ${healedMs(form) / 1_000} s after they are well again`,
      bound: none,
      measure: (run: Run) => run.failed({ fromMs: run.step(2) + healedMs(form) }),
    };
    const bound = atMost(budgetedAttempts(form), '×');
    return [
      // Every call is tried as often as it may be; those whose retries are under way at the ends are not counted in full.
      { ...attempts, variant: unbudgeted.name, bound: atLeast(maxAttempts - 0.5, '×') },
      { ...attempts, variant: budgeted.name, bound },
      { ...healed, variant: budgeted.name },
      { ...attempts, variant: defaults.name, bound },
      {
        claim: `attempts per call from ${openMs / 1_000} s into that on`,
        variant: defaults.name,
        bound: atMost(probing(form), '×'),
        onlyInFull: true, // the short outage is over by then
        measure: (run) => run.attemptsPerCall(since(run, openMs, outageMs(form))),
      },
      { ...healed, variant: defaults.name },
    ];
  },
};
