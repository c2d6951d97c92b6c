import { latenessWarning, summaryOf } from '../output/summary';
import type { Result } from '../run/run-experiment';
import { isInconclusive } from '../run/run-fairly';
import { conditionsOf } from './conditions';
import { seriesOf } from './series';

/** A result as other programs read it: what the report shows, without the plots. Times in ms, shares from 0 to 1. */
export function toJson(result: Result): object {
  const { experiment, seed, plan, form, verdicts, leftOut, variants, runs } = result;
  const { name, title, question } = experiment;
  return {
    experiment: { name, title, question },
    form: form.full ? 'full' : 'short',
    seed,
    load: plan.load,
    instances: plan.backends.length,
    conditions: conditionsOf(result),
    passed: verdicts.every(({ passed }) => passed),
    conclusive: !isInconclusive(result),
    hypotheses: verdicts.map(({ hypothesis: { claim, variant, bound }, measured, passed }) => ({
      claim,
      variant,
      bound: bound.text,
      unit: bound.unit,
      measured,
      passed,
    })),
    leftOut: leftOut.map(({ claim, variant }) => ({ claim, variant })),
    variants: variants.flatMap(({ name: variant, document, gatewayDocument }) => {
      const run = runs.get(variant);
      if (!run) return [];
      const warning = latenessWarning(run);
      return {
        variant,
        document,
        ...(gatewayDocument && { gatewayDocument }),
        ...summaryOf(run),
        lateness: run.lateness,
        ...(warning && { warning }),
        steps: run.record.marks,
        series: seriesOf(run, plan),
      };
    }),
  };
}
