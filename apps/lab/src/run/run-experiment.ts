import type { Experiment, Plan, Variant } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import type { Progress } from '../output/progress';
import { judge } from './judge';
import type { Judgement } from './judge';
import type { Run } from './run';
import { runVariant } from './run-variant';

export interface RunExperimentOptions {
  readonly form: Form;
  readonly seed: number;
  /** Default those of the experiment. */
  readonly variants: readonly Variant[];
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** An experiment that was run: all that a table or a report tells of. */
export interface Result extends Judgement {
  readonly experiment: Experiment;
  readonly form: Form;
  readonly seed: number;
  readonly plan: Plan;
  readonly variants: readonly Variant[];
  /** By the names of the variants. */
  readonly runs: ReadonlyMap<string, Run>;
}

/** Runs the variants of an experiment, one after the other, and judges them. */
export async function runExperiment(experiment: Experiment, options: RunExperimentOptions): Promise<Result> {
  const { form, seed, variants, signal, progress } = options;
  const plan = experiment.plan(form);
  const runs = new Map<string, Run>();
  for (const variant of variants) {
    signal.throwIfAborted();
    const tracked = progress.track(`${experiment.name} · ${variant.name}`, plan.load.durationMs);
    try {
      const run = await runVariant({ plan, variant, seed, form, signal, onLoad: tracked.begin });
      runs.set(variant.name, run);
    } finally {
      tracked.end();
    }
  }
  return { experiment, form, seed, plan, variants, runs, ...judge(experiment, form, runs) };
}
