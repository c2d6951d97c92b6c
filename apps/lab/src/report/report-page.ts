import type { Variant } from '../experiment/experiment';
import { verdictCells } from '../output/describe-result';
import { latenessWarning, summaryCells, summaryHeader } from '../output/summary';
import type { Result } from '../run/run-experiment';
import { isInconclusive } from '../run/run-fairly';
import { coloursOf } from './colours';
import { conditionsOf } from './conditions';
import { figure, key } from './figure';
import { escapeHtml, htmlTable } from './html';
import { page, pill } from './page';
import { plotVariants } from './variant-plots';
import type { VariantPlots } from './variant-plots';

/** The report of an experiment: what was asked, what came out, and how it went over time. */
export function reportPage(result: Result): string {
  const { title, question } = result.experiment;
  const facts = conditionsOf(result).map((each) => `<span>${escapeHtml(each)}</span>`);
  const parts = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="question">${escapeHtml(question)}</p>`,
    `<p class="facts">${facts.join('')}</p>`,
    '<h2>Hypotheses</h2>',
    ...hypotheses(result),
    '<h2>Figures</h2>',
    figures(result),
    '<h2>Over time</h2>',
    ...plotVariants(result).map((plots) => variantSection(plots, result)),
    `<footer>${explanation(result)}</footer>`,
  ];
  return page(`${title} · Flotilla lab`, parts.join('\n'));
}

function hypotheses(result: Result): string[] {
  const { verdicts, leftOut } = result;
  const isJudged = !isInconclusive(result);
  const rows = verdicts.map((verdict) => [
    ...verdictCells(verdict).slice(0, 4).map(escapeHtml),
    pill(verdict.passed, isJudged),
  ]);
  const notes = leftOut.map(({ claim, variant }) => `Left out, as ${variant} was not run: ${claim}`);
  return [
    htmlTable(['Hypothesis', 'Variant', 'Bound', 'Measured', ''], rows),
    ...notes.map((note) => `<p class="warning">${escapeHtml(note)}</p>`),
  ];
}

function figures({ runs }: Result): string {
  const rows = [...runs].map(([variant, run]) => [variant, ...summaryCells(run)].map(escapeHtml));
  return `<div class="number">${htmlTable(['Variant', ...summaryHeader], rows)}</div>`;
}

function variantSection(plots: VariantPlots, result: Result): string {
  const { variant, run, latency } = plots;
  const documents = documentsOf(result.variants.find(({ name }) => name === variant));
  const warning = latenessWarning(run);
  const latencyKeys = key('p99', 'p99') + key('p50', 'p50') + key('failed (full height: all)', 'fail');
  return [
    '<section class="variant">',
    `<div class="heading"><h3>${escapeHtml(variant)}</h3><code>${escapeHtml(documents)}</code></div>`,
    ...(warning ? [`<p class="warning">${escapeHtml(warning)}</p>`] : []),
    '<div class="pair">',
    figure('Latency', latencyKeys, latency),
    besideFigure(plots, result),
    '</div>',
    '</section>',
  ].join('\n');
}

function besideFigure({ series, beside }: VariantPlots, { plan }: Result): string {
  if (plan.figure) return figure(plan.figure.title, '', beside);
  const of = plan.shares === 'attempts' ? 'attempts that reach it' : 'answers';
  const colours = coloursOf(Object.keys(series.shares), plan.highlight);
  return figure(`Share of an instance in ${of}`, shareKeys(colours), beside);
}

/** The policy document, and the gateway's own when it has one. */
function documentsOf({ document, gatewayDocument }: Partial<Variant> = {}): string {
  const own = gatewayDocument ? ` · gateway ${JSON.stringify(gatewayDocument)}` : '';
  return JSON.stringify(document) + own;
}

function shareKeys(colours: ReadonlyMap<string, string>): string {
  const shown = [...colours].filter(([, colour]) => colour !== 'grey');
  const others = colours.size - shown.length;
  const keys = shown.map(([instance, colour]) => key(instance, colour));
  if (others > 0) keys.push(key(`${others} others`, 'grey'));
  return keys.join('');
}

function explanation({ plan }: Result): string {
  const interval = plan.load.arrivals === 'poisson' ? 'at random instants (Poisson)' : 'at even intervals';
  return (
    `Requests are sent ${interval} whether or not earlier ones were answered, and a latency counts from the instant at which ` +
    'its request should have gone out. Failed: a status outside 2xx, a socket error, or an answer later than 2 s. ' +
    'Every variant ran on a fleet of its own, with the same seed; all plots have the same axes.'
  );
}
