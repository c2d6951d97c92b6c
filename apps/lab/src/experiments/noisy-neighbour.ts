import { atLeast, none, within } from '../experiment/bound';
import { fourSigma } from '../experiment/chance';
import { at } from '../experiment/experiment';
import { inFull } from '../experiment/variants';
import type { Experiment, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import { ordinaryCaller } from '../load/load';

const noisyCaller = 'noisy';
const excess = 10;
const quotaPerSecond = 25;
const noisyPerSecond = excess * quotaPerSecond;
const quietPerSecond = 20;

/** One call at a time. Both instances can do more than two quotas, and less than half of what is asked for. */
const behaviour = { slots: 1, delayMs: 20 };
const backends = [{ behaviour }, { behaviour }];
const capacityPerSecond = backends.length * behaviour.slots * (1_000 / behaviour.delayMs);
/** What fails of everybody's calls when nobody can be told from anybody. */
const tooMany = 1 - capacityPerSecond / (noisyPerSecond + quietPerSecond);

const perCaller: Variant = {
  name: 'quota per caller',
  document: {},
  gatewayDocument: { rateLimit: { perSecond: quotaPerSecond, by: 'header:x-client-id' } },
};
const unlimited: Variant = { name: 'no quota', document: {} };

/** When the noisy caller comes, when it has used up what may come at once, and the end; milliseconds. */
function timesOf({ lasting }: Form) {
  const fromMs = lasting(10_000, 1_500);
  return { fromMs, spentMs: fromMs + 500, endMs: fromMs + lasting(30_000, 5_500) };
}

export const noisyNeighbour: Experiment = {
  name: 'noisy-neighbour',
  title: 'A caller at ten times its quota',
  question: 'What do others notice of a caller who asks for ten times as much as it may?',
  variants: [perCaller, ...inFull([unlimited])],
  plan: (form) => {
    const { fromMs, endMs } = timesOf(form);
    return {
      backends,
      load: {
        ratePerSecond: quietPerSecond,
        durationMs: endMs,
        arrivals: 'poisson',
        crowds: [{ caller: noisyCaller, ratePerSecond: noisyPerSecond, fromMs, toMs: endMs }],
      },
      figure: {
        title: "The quiet caller's failed calls",
        unit: '%',
        measure: (run, interval) => run.failedShare({ ...interval, caller: ordinaryCaller }),
      },
      steps: [at(fromMs, 'a noisy caller comes', () => undefined)],
    };
  },
  hypotheses: (form) => {
    const { fromMs, spentMs, endMs } = timesOf(form);
    const noisy = { caller: noisyCaller, fromMs: spentMs, toMs: endMs };
    const quiet = { caller: ordinaryCaller, fromMs };
    const quietCalls = (quietPerSecond * (endMs - fromMs)) / 1_000;
    return [
      {
        claim: "the quiet caller's failed calls",
        variant: perCaller.name,
        bound: none,
        measure: (run) => run.failed(quiet),
      },
      {
        claim: "the noisy caller's calls that are answered 429",
        variant: perCaller.name,
        // Chance moves how many calls it makes in a while; its quota stays.
        bound: within(1 - 1 / excess, 0.02, '%'),
        measure: (run) => run.count({ ...noisy, status: 429 }) / run.count(noisy),
      },
      {
        claim: 'good answers to the noisy caller, of its quota',
        variant: perCaller.name,
        bound: within(1, 0.05, '×'),
        measure: (run) => run.goodput(noisy) / quotaPerSecond,
      },
      {
        claim: "the quiet caller's failed calls",
        variant: unlimited.name,
        bound: atLeast(tooMany - fourSigma(tooMany, quietCalls), '%'),
        measure: (run) => run.failedShare(quiet),
      },
    ];
  },
};
