import { atLeast, atMost, none } from '../experiment/bound';
import { at } from '../experiment/experiment';
import type { Experiment, Hypothesis, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import { defaults, inFull } from '../experiment/variants';

const slots = 8;
const excess = 10;
/** Of the capacity, what is asked for before and after: calls hardly ever wait for a slot. */
const usual = 3 / 8;
const memory = 'memory';

/** All that keeps an overloaded service from being asked for more than it can do, and its callers from asking again. */
const unprotected: Variant = {
  name: 'unprotected',
  document: {
    admission: { enabled: false },
    circuitBreaker: { enabled: false },
    retry: { budget: { enabled: false } },
    ejection: { enabled: false },
  },
};

/**
 * A call that is sent and refused takes two processes 0.3 ms of a core: on two cores a generator does not keep up with 4,000
 * a second, and for the short form they may be busy besides. So work takes 40 or 160 ms, not 20, and all rates are less alike.
 */
function ratesOf({ full }: Form) {
  const workMs = full ? 40 : 160;
  /** The peak of what can be answered, by theory. */
  const capacity = (slots * 1_000) / workMs;
  return { workMs, capacity, usual: usual * capacity, more: (excess - usual) * capacity };
}

/** When the crowd comes and goes, when nothing of it is left, and the end; milliseconds. */
function timesOf({ lasting }: Form) {
  const fromMs = lasting(10_000, 1_500);
  const toMs = fromMs + lasting(20_000, 4_000);
  const normalMs = toMs + lasting(5_000, 2_000);
  return { fromMs, toMs, normalMs, endMs: normalMs + lasting(10_000, 1_000) };
}

export const overload: Experiment = {
  name: 'overload',
  title: 'Ten times as much as it can do',
  question: 'How much of its work does an instance get done when it is asked for ten times as much?',
  variants: [defaults, ...inFull([unprotected])],
  plan: (form) => {
    const { workMs, capacity, usual, more } = ratesOf(form);
    const { fromMs, toMs, endMs } = timesOf(form);
    return {
      backends: [{ behaviour: { slots, delayMs: workMs } }],
      load: {
        ratePerSecond: usual,
        durationMs: endMs,
        arrivals: 'poisson',
        crowds: [{ caller: 'crowd', ratePerSecond: more, fromMs, toMs }],
        through: 'client',
        clients: 10,
      },
      gauges: { [memory]: (fleet) => fleet.backend(1).residentMegabytes },
      figure: {
        title: 'Good answers, of the capacity',
        unit: '%',
        measure: (run, interval) => run.goodput(interval) / capacity,
      },
      steps: [
        at(fromMs, 'ten times its capacity is asked for', () => undefined),
        at(toMs, 'no more than before', () => undefined),
      ],
    };
  },
  hypotheses: (form) => [...ofTheDefault(form), ...ofTheUnprotected(form)],
};

/** Latencies are of calls that were admitted, or refused, at once: who was refused first waits as long as it was told to. */
function ofTheDefault(form: Form): readonly Hypothesis[] {
  const { capacity } = ratesOf(form);
  const { fromMs, toMs, normalMs } = timesOf(form);
  const during = { fromMs, toMs };
  const admitted = { ...during, status: 200, attempts: 1 };
  const claims: readonly Omit<Hypothesis, 'variant'>[] = [
    {
      claim: 'good answers under overload, of the capacity',
      bound: atLeast(0.8, '%'),
      measure: (run) => run.goodput(during) / capacity,
    },
    {
      claim: 'p99 of the calls that are admitted in a typical second, against before',
      bound: atMost(3, '×'),
      measure: (run) => run.typicalPercentile(99, admitted) / run.percentile(99, { toMs: fromMs }),
    },
    {
      claim: 'p99 of refusals in a typical second',
      bound: atMost(100, 'ms'),
      onlyInFull: true,
      measure: (run) => run.typicalPercentile(99, { ...admitted, status: 429 }),
    },
    {
      claim: 'megabytes of memory that the instance takes more',
      bound: atMost(150, 'count'),
      measure: (run) => run.highest(memory, { fromMs }) - run.highest(memory, { toMs: fromMs }),
    },
    {
      claim: `failed calls from ${(normalMs - toMs) / 1_000} s after it`,
      bound: none,
      measure: (run) => run.failed({ fromMs: normalMs }),
    },
  ];
  return claims.map((claim) => ({ ...claim, variant: defaults.name }));
}

/**
 * Whose turn it is has waited until just before its attempt's timeout, and has no time left for the work: slots are always
 * busy, and for nothing. The first ones were not that late yet.
 */
function ofTheUnprotected(form: Form): readonly Hypothesis[] {
  const { fromMs, toMs } = timesOf(form);
  const late = { fromMs: (fromMs + toMs) / 2, toMs };
  return [
    {
      claim: `good answers in the second half of it, against the ${defaults.name}`,
      variant: unprotected.name,
      bound: atMost(1 / 2, '×'),
      measure: (run, runs) => run.goodput(late) / (runs.get(defaults.name) ?? run).goodput(late),
    },
  ];
}
