import { atLeast, atMost, none } from '../experiment/bound';
import type { Experiment, Hypothesis } from '../experiment/experiment';
import { formOf } from '../experiment/form';
import { answered, refused, runOf } from '../testing/runs';
import { judge } from './judge';

const runs = new Map([
  ['a', runOf([answered(0, 10), answered(1, 10)])],
  ['b', runOf([answered(0, 30), refused(1, 30)])],
]);

const growth: Hypothesis['measure'] = (run, others) =>
  run.percentile(50) / (others.get('a')?.percentile(50) ?? NaN);

const hypotheses: Hypothesis[] = [
  { claim: 'failed', variant: 'a', bound: none, measure: (run) => run.failed() },
  { claim: 'failed', variant: 'b', bound: none, measure: (run) => run.failed() },
  { claim: 'slower than a', variant: 'b', bound: atLeast(2, '×'), measure: growth },
  { claim: 'not measured', variant: 'b', bound: atMost(1, 'ms'), measure: () => NaN },
  { claim: 'absolute', variant: 'a', bound: atMost(20, 'ms'), onlyInFull: true, measure: () => 5 },
  { claim: 'not run', variant: 'c', bound: none, measure: () => 0 },
  { claim: 'for the full form', variant: 'd', bound: none, measure: () => 0 },
];

const variants = [
  { name: 'c', document: {} },
  { name: 'd', document: {}, onlyInFull: true },
] as const;

const experiment = { variants, hypotheses: () => hypotheses } as Partial<Experiment> as Experiment;

const told = (full: boolean): string[] =>
  judge(experiment, formOf(full), runs).verdicts.map(
    ({ hypothesis: { claim, variant }, passed }) => `${variant} ${claim}: ${passed}`,
  );

const inShort = ['a failed: true', 'b failed: false', 'b slower than a: true', 'b not measured: false'];

it('measures each hypothesis on the run of its variant, and beside the others', () => {
  expect(told(false)).toEqual(inShort);
});

it('judges absolute times in full form only', () => {
  expect(told(true)).toEqual([...inShort, 'a absolute: true']);
});

it('names what it leaves out because the variant was not run', () => {
  const leftOut = (full: boolean): string[] =>
    judge(experiment, formOf(full), runs).leftOut.map(({ claim }) => claim);
  expect(leftOut(false)).toEqual(['not run']);
  expect(leftOut(true)).toEqual(['not run', 'for the full form']);
});
