import { isKept } from '../experiment/bound';
import type { Experiment, Hypothesis } from '../experiment/experiment';
import type { Form } from '../experiment/form';
import type { Run } from './run';

/** A hypothesis, and what came out. */
export interface Verdict {
  readonly hypothesis: Hypothesis;
  readonly measured: number;
  readonly passed: boolean;
}

export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** About variants that were not run. */
  readonly leftOut: readonly Hypothesis[];
}

/** Measures an experiment's hypotheses on the runs of its variants. */
export function judge(experiment: Experiment, form: Form, runs: ReadonlyMap<string, Run>): Judgement {
  const verdicts: Verdict[] = [];
  const leftOut: Hypothesis[] = [];
  for (const hypothesis of experiment.hypotheses(form)) {
    const run = runs.get(hypothesis.variant);
    if (hypothesis.onlyInFull && !form.full) continue;
    if (!run) {
      if (!isLeftToFull(experiment, form, hypothesis)) leftOut.push(hypothesis);
      continue;
    }
    const measured = hypothesis.measure(run, runs);
    verdicts.push({ hypothesis, measured, passed: isKept(hypothesis.bound, measured) });
  }
  return { verdicts, leftOut };
}

function isLeftToFull({ variants }: Experiment, { full }: Form, { variant }: Hypothesis): boolean {
  return !full && variants.some(({ name, onlyInFull = false }) => onlyInFull && name === variant);
}
