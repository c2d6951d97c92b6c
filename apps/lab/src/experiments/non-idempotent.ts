import { atMost, none, within } from '../experiment/bound';
import { fourSigma } from '../experiment/chance';
import type { Experiment, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';

const lost = 0.2;
/** The handler runs, and its answer is lost: a caller knows only that the request was sent. */
const document = { faults: [{ abort: true as const, share: lost, methods: ['PlaceOrder'] }] };

/** As most contracts of writes are. */
const silent: Variant = { name: 'contract is silent', document, load: { idempotent: false } };
/** As PlaceOrder's own is: because of the key, a second time does no harm. */
const promised: Variant = { name: 'contract promises', document };

const tooMany = 'orders beyond one for each key';

/** Retries stay below the budget: 20 % of the calls, and 10/s. */
const ratePerSecond = 50;
const durationMs = ({ lasting }: Form): number => lasting(30_000, 4_000);

/** A call is tried again after the first loss, and after the second. */
const retries = lost + lost ** 2;
/** E(x²) − E(x)², where x is 1 after one loss, and 2 after more. */
const varianceOfRetries = lost * (1 - lost) + 4 * lost ** 2 - retries ** 2;

export const nonIdempotent: Experiment = {
  name: 'non-idempotent',
  title: 'Answers that are lost',
  question: 'Is a write whose answer is lost done a second time?',
  variants: [silent, promised],
  base: document,
  plan: (form) => ({
    backends: [],
    orders: {},
    load: { ratePerSecond, durationMs: durationMs(form), arrivals: 'poisson', through: 'client' },
    gauges: { [tooMany]: ({ orders }) => orders.database.ordersTooMany() },
    steps: [],
    shares: 'attempts',
  }),
  hypotheses: (form) => {
    const calls = (ratePerSecond * durationMs(form)) / 1_000;
    const allFail = lost ** 3;
    return [
      {
        claim: 'executions beyond one for each call',
        variant: silent.name,
        bound: none,
        measure: (run) => run.count() * (run.attemptsPerCall() - 1),
      },
      {
        claim: 'failed calls: nobody tells their callers whether they were done',
        variant: silent.name,
        bound: within(lost, fourSigma(lost, calls), '%'),
        measure: (run) => run.failedShare(),
      },
      {
        claim: 'executions for each call',
        variant: promised.name,
        bound: within(1 + retries, 4 * Math.sqrt(varianceOfRetries / calls), '×'),
        measure: (run) => run.attemptsPerCall(),
      },
      { claim: tooMany, variant: promised.name, bound: none, measure: (run) => run.highest(tooMany) },
      {
        claim: 'failed calls: three answers lost of each',
        variant: promised.name,
        bound: atMost(allFail + fourSigma(allFail, calls), '%'),
        measure: (run) => run.failedShare(),
      },
    ];
  },
};
