import type { Policy } from '@flotilla/governance';
import { none, within } from '../experiment/bound';
import { fourSigma } from '../experiment/chance';
import { at } from '../experiment/experiment';
import type { Experiment } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import type { Run } from '../run/run';
import type { Span } from '../run/span';

const oldVersion = { version: '1.0.0' };
const newVersion = { version: '2.0.0' };
const canaryId = 'greeter-4';
const [first, grown] = [5, 20];
/** A change of the policy is in force within so long. */
const inForceMs = 1_000;

const ratePerSecond = ({ full }: Form): number => (full ? 500 : 200);
/** Of each half: in full, 10,000 calls. */
const halfMs = ({ lasting }: Form): number => lasting(20_000, 4_000);
/** Enough for shares, and few enough for most of them to come back. */
const usersOf = ({ full }: Form): number => (full ? 10_000 : 1_000);

const withCanary = (document: Policy, percent: number): Policy => ({
  ...document,
  balancing: { ...document.balancing, versions: { [newVersion.version]: percent } },
});

/** How many users were answered in a way, of those who came back; NaN when nobody did. */
function returningUsers(run: Run, span: Span, isSo: (answers: readonly string[]) => boolean): number {
  const returning = [...run.answersByUser(span).values()].filter(({ length }) => length > 1);
  return returning.length === 0 ? NaN : returning.filter(isSo).length;
}

const metBoth = (answers: readonly string[]): boolean =>
  answers.includes(canaryId) && answers.some((each) => each !== canaryId);

const wentBack = (answers: readonly string[]): boolean =>
  answers.includes(canaryId) && answers.slice(answers.indexOf(canaryId)).some((each) => each !== canaryId);

export const canary: Experiment = {
  name: 'canary',
  title: 'A canary, and more of it',
  question: 'Does a new version get its percentage of the calls, and does every user stay with one version?',
  variants: [{ name: 'default', document: withCanary({}, first) }],
  base: withCanary({}, first),
  plan: (form) => ({
    backends: [oldVersion, oldVersion, oldVersion, newVersion],
    load: {
      ratePerSecond: ratePerSecond(form),
      durationMs: 2 * halfMs(form) + inForceMs,
      arrivals: 'poisson',
      users: usersOf(form),
    },
    steps: [
      at(halfMs(form), `${grown} % to ${newVersion.version}`, (fleet) =>
        fleet.govern((document) => withCanary(document, grown)),
      ),
    ],
    highlight: [canaryId],
  }),
  hypotheses: (form) => {
    const calls = (ratePerSecond(form) * halfMs(form)) / 1_000;
    const near = (percent: number) => fourSigma(percent / 100, calls, usersOf(form));
    const before = (run: Run): Span => ({ toMs: run.step(1) });
    return [
      {
        claim: `calls that ${newVersion.version} answers, of ${first} %`,
        variant: 'default',
        bound: within(first / 100, form.full ? 0.01 : near(first), '%'),
        measure: (run) => run.shareOf(canaryId, before(run)),
      },
      {
        claim: 'users who met both versions',
        variant: 'default',
        bound: none,
        measure: (run) => returningUsers(run, before(run), metBoth),
      },
      {
        claim: `calls that ${newVersion.version} answers, of ${grown} %`,
        variant: 'default',
        bound: within(grown / 100, near(grown), '%'),
        measure: (run) => run.shareOf(canaryId, { fromMs: run.step(1) + inForceMs }),
      },
      {
        claim: 'users who went back to the old version',
        variant: 'default',
        bound: none,
        measure: (run) => returningUsers(run, {}, wentBack),
      },
      { claim: 'failed calls', variant: 'default', bound: none, measure: (run) => run.failed() },
    ];
  },
};
