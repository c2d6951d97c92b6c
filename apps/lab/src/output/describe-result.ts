import type { Verdict } from '../run/judge';
import type { Run } from '../run/run';
import type { Result } from '../run/run-experiment';
import { latenessWarning, summaryCells, summaryHeader } from './summary';
import { formatTable } from './table';
import { format } from './units';

/** What a terminal shows of an experiment that was run. */
export function describeResult({ experiment, verdicts, leftOut, runs }: Result): string[] {
  const summaryRows = [...runs].map(([variant, run]) => [variant, ...summaryCells(run)]);
  return [
    '',
    `${experiment.name}: ${experiment.question}`,
    '',
    ...formatTable([['hypothesis', 'variant', 'bound', 'measured', ''], ...verdicts.map(verdictCells)]),
    '',
    ...formatTable([['variant', ...summaryHeader], ...summaryRows]),
    ...[...runs].flatMap(([variant, run]) => warningLine(variant, run)),
    ...leftOut.map(({ claim, variant }) => `left out, as ${variant} was not run: ${claim}`),
  ];
}

function warningLine(variant: string, run: Run): string[] {
  const warning = latenessWarning(run);
  return warning === undefined ? [] : [`! ${variant}: ${warning}`];
}

export function verdictCells({ hypothesis: { claim, variant, bound }, measured, passed }: Verdict): string[] {
  return [claim, variant, bound.text, format(measured, bound.unit), passed ? 'PASS' : 'FAIL'];
}
