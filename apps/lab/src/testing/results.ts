import { atMost, none } from '../experiment/bound';
import { alike } from '../experiment/experiment';
import type { Experiment, Hypothesis } from '../experiment/experiment';
import { formOf } from '../experiment/form';
import { defaults } from '../experiment/variants';
import { judge } from '../run/judge';
import type { Result } from '../run/run-experiment';
import { answered, refused, runOf } from './runs';

const failed = { claim: 'failed', bound: none, measure: (run) => run.failed() } satisfies Partial<Hypothesis>;

const experiment: Experiment = {
  name: 'kill-instance',
  title: 'One killed instance',
  question: 'Who notices <this>?',
  variants: [defaults],
  plan: () => ({
    backends: alike(2),
    load: { ratePerSecond: 4, durationMs: 1_000, arrivals: 'constant' },
    steps: [],
  }),
  hypotheses: () => [
    { ...failed, variant: 'default' },
    { claim: 'p50', variant: 'default', bound: atMost(2, '×'), measure: () => 1 },
    { ...failed, variant: 'round_robin' },
  ],
};

/** An experiment that was run without its second variant, by a generator whose last request was late. */
export function resultOf({ lateMs = 20 } = {}): Result {
  const form = formOf(false);
  const samples = [answered(0, 10), refused(250, 10), answered(500, 10, 'greeter-2'), answered(750, 30)];
  const attempts = new Map(['greeter-1', 'greeter-2'].map((id) => [id, [{ atMs: 100, count: 2 }]]));
  const run = runOf(
    samples.map((sample, index) => ({ ...sample, lateMs: index === 3 ? lateMs : 0 })),
    { attempts, marks: [{ label: 'greeter-2 is killed', atMs: 400 }] },
  );
  const runs = new Map([['default', run]]);
  const plan = experiment.plan(form);
  return { experiment, form, seed: 1, plan, variants: [defaults], runs, ...judge(experiment, form, runs) };
}
