import { verdictCells } from '../output/describe-result';
import type { Result } from '../run/run-experiment';
import { escapeHtml, htmlTable } from './html';
import { page, pill } from './page';

/** One row for each hypothesis of all experiments, with links to their reports. */
export function indexPage(results: readonly Result[]): string {
  const verdicts = results.flatMap((result) => result.verdicts);
  const failed = verdicts.filter(({ passed }) => !passed).length;
  const rows = results.flatMap(({ experiment, verdicts: own }) =>
    own.map((verdict) => [
      `<a href="${escapeHtml(experiment.name)}/report.html">${escapeHtml(experiment.title)}</a>`,
      ...verdictCells(verdict).slice(0, 4).map(escapeHtml),
      pill(verdict.passed),
    ]),
  );
  const verdict = failed === 0 ? 'All of them hold.' : `${failed} of them did not hold.`;
  return page(
    'Flotilla lab',
    [
      '<h1>The lab</h1>',
      `<p class="question">${results.length} experiments, ${verdicts.length} hypotheses. ${verdict}</p>`,
      '<h2>Hypotheses</h2>',
      htmlTable(['Experiment', 'Hypothesis', 'Variant', 'Bound', 'Measured', ''], rows),
    ].join('\n'),
  );
}
