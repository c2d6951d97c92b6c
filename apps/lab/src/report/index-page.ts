import { verdictCells } from '../output/describe-result';
import type { Result } from '../run/run-experiment';
import { isInconclusive } from '../run/run-fairly';
import { escapeHtml, htmlTable } from './html';
import { page, pill } from './page';

/** One row for each hypothesis of all experiments, with links to their reports. */
export function indexPage(results: readonly Result[]): string {
  const verdicts = results.flatMap(({ verdicts: own }) => own);
  const rows = results.flatMap((result) =>
    result.verdicts.map((verdict) => [
      `<a href="${escapeHtml(result.experiment.name)}/report.html">${escapeHtml(result.experiment.title)}</a>`,
      ...verdictCells(verdict).slice(0, 4).map(escapeHtml),
      pill(verdict.passed, !isInconclusive(result)),
    ]),
  );
  return page(
    'Flotilla lab',
    [
      '<h1>The lab</h1>',
      `<p class="question">${results.length} experiments, ${verdicts.length} hypotheses. ${summary(results)}</p>`,
      '<h2>Hypotheses</h2>',
      htmlTable(['Experiment', 'Hypothesis', 'Variant', 'Bound', 'Measured', ''], rows),
    ].join('\n'),
  );
}

function summary(results: readonly Result[]): string {
  const missed = missesOf(results.filter((result) => !isInconclusive(result)));
  const unjudged = missesOf(results.filter(isInconclusive));
  const told = [
    ...(missed > 0 ? [`${missed} of them did not hold.`] : []),
    ...(unjudged > 0 ? [`Not judged: ${unjudged}, for this machine was too slow or too busy to tell.`] : []),
  ];
  return told.join(' ') || 'All of them hold.';
}

function missesOf(results: readonly Result[]): number {
  return results.flatMap(({ verdicts }) => verdicts).filter(({ passed }) => !passed).length;
}
