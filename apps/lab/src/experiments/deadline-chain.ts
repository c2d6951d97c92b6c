import { inFull } from '../experiment/variants';
import type { Policy } from '@flotilla/governance';
import { atLeast, atMost, none } from '../experiment/bound';
import { at } from '../experiment/experiment';
import type { Experiment, Hypothesis, Variant } from '../experiment/experiment';
import { overdue } from '../run/overdue';
import type { Run } from '../run/run';
import type { Span } from '../run/span';

const timeoutMs = 300;
const workMs = 2_000;
/** No work is alive so long after its call began. */
const goneMs = timeoutMs + 500;
const healsMs = 1_000;

/** The circuit breaker would open after some of these calls, and admission refuse others: here the deadline is alone. */
const alone: Policy = { circuitBreaker: { enabled: false }, admission: { enabled: false } };

const bounded: Variant = { name: 'deadline of 300 ms', document: alone };
const unbounded: Variant = {
  name: 'deadline of 60 s',
  document: { ...alone, timeouts: { callMs: 60_000, attemptMs: 60_000 } },
};

const begun = 'attempts that began at the gateway';
const ended = 'calls that ended in the orders';
const transactions = `transactions older than ${goneMs} ms in the database`;

/** Calls that begin while orders take long; the first ones may still look at the products before they do. */
const slow = (run: Run): Span => ({ fromMs: run.step(1) + 300, toMs: run.step(2) - 300 });

/** Those of them that need as long whatever comes: later ones may wait for a connection until orders are fast again. */
const slowThroughout = (run: Run): Span => ({ ...slow(run), toMs: run.step(2) - workMs });

const healed = (run: Run): Span => ({ fromMs: run.step(2) + healsMs });

function calls(run: Run): number {
  const readings = (name: string) => run.record.gauges?.get(name) ?? [];
  return overdue(readings(begun), readings(ended), goneMs);
}

const workAlive = (variant: Variant, bound: Hypothesis['bound']): Hypothesis[] => [
  {
    claim: `calls alive in a process ${goneMs} ms after they began`,
    variant: variant.name,
    bound,
    measure: calls,
  },
  { claim: transactions, variant: variant.name, bound, measure: (run) => run.highest(transactions) },
];

export const deadlineChain: Experiment = {
  name: 'deadline-chain',
  title: 'A deadline, from the gateway to the database',
  question: 'What is left of a call 500 ms after the gateway has given it up?',
  variants: [bounded, ...inFull([unbounded])],
  base: alone,
  plan: ({ lasting }) => {
    const fromMs = lasting(5_000, 1_000);
    const toMs = fromMs + lasting(30_000, 3_000);
    return {
      backends: [],
      orders: { callTimeoutMs: timeoutMs },
      // Fewer at a time than the database has connections for: what waits is the database's work, and no queue.
      load: { ratePerSecond: 20, durationMs: toMs + lasting(15_000, 2_500), arrivals: 'poisson' },
      gauges: {
        // In this order, so that no call ends unseen between the two.
        [ended]: ({ orders }) => orders.ended(),
        [begun]: (fleet) => fleet.attemptsBegun(),
        [transactions]: ({ orders }) => orders.database.transactionsOlderThan(goneMs),
      },
      steps: [
        at(fromMs, `orders take ${workMs / 1_000} s`, ({ orders }) => orders.database.slowDown(workMs)),
        at(toMs, 'orders are fast again', ({ orders }) => orders.database.slowDown(0)),
      ],
      shares: 'attempts',
    };
  },
  hypotheses: () => [
    {
      claim: 'calls answered otherwise than 504 while orders are slow',
      variant: bounded.name,
      bound: none,
      measure: (run) => run.count(slow(run)) - run.count({ ...slow(run), status: 504 }),
    },
    {
      claim: 'p99 of those answers',
      variant: bounded.name,
      bound: atMost(timeoutMs + 50, 'ms'),
      onlyInFull: true,
      measure: (run) => run.percentile(99, slow(run)),
    },
    {
      claim: 'longest of those answers',
      variant: bounded.name,
      bound: atMost(goneMs, 'ms'),
      measure: (run) => run.percentile(100, slow(run)),
    },
    ...workAlive(bounded, none),
    {
      claim: `failed calls from ${healsMs / 1_000} s after orders are fast again`,
      variant: bounded.name,
      bound: none,
      measure: (run) => run.failed(healed(run)),
    },
    {
      claim: 'median of the answers while orders are slow',
      variant: unbounded.name,
      bound: atLeast(workMs, 'ms'),
      measure: (run) => run.percentile(50, slowThroughout(run)),
    },
    ...workAlive(unbounded, atLeast(1, 'count')),
  ],
};
