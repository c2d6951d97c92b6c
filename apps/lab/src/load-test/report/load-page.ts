import { figure, key } from '../../report/figure';
import { escapeHtml, htmlTable } from '../../report/html';
import { page } from '../../report/page';
import {
  figureRows,
  figuresHeader,
  outcomeRows,
  processCells,
  processHeader,
  shareRows,
} from '../output/describe-load';
import { remarksOn } from '../output/remarks';
import type { LoadResult } from '../result';
import { conditionsOf } from './load-conditions';
import type { NamedPicture } from '../../report/stand-alone';

/** The report of a load: its figures, and how it went over time. */
export function loadPage(result: LoadResult, pictures: readonly NamedPicture[]): string {
  const title = `Load: ${result.scenario}`;
  const facts = conditionsOf(result).map((each) => `<span>${escapeHtml(each)}</span>`);
  const parts = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="question">${escapeHtml(result.summary)}</p>`,
    `<p class="facts">${facts.join('')}</p>`,
    '<h2>Figures</h2>',
    numbers(figuresHeader, figureRows(result)),
    ...remarksOn(result).map(remark),
    '<h2>Over time</h2>',
    `<section class="variant"><div class="pair">${pictures.map(pictureOf).join('\n')}</div></section>`,
    ...section('How requests ended', ['Status or error', 'Requests'], outcomeRows(result)),
    ...section('Share of each instance', ['Instance', 'Share of the answers'], shareRows(result)),
    ...section('CPU and memory', processHeader, result.processes.map(processCells)),
    ...section('What happened', ['', 'When'], markRows(result)),
    `<footer>${explanation}</footer>`,
  ];
  return page(`${title} · Flotilla`, parts.join('\n'));
}

function pictureOf({ title, keys, svg }: NamedPicture): string {
  return figure(title, keys.map(({ text, colour }) => key(text, colour)).join(''), svg);
}

function remark(text: string): string {
  return `<p${text.startsWith('!') ? ' class="warning"' : ''}>${escapeHtml(text)}</p>`;
}

function section(title: string, header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [`<h2>${title}</h2>`, numbers(header, rows)];
}

function numbers(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `<div class="number">${htmlTable(
    header,
    rows.map((cells) => cells.map(escapeHtml)),
  )}</div>`;
}

function markRows({ marks }: LoadResult): string[][] {
  return marks.map(({ label, atMs }) => [label, `${(atMs / 1_000).toFixed(1)} s`]);
}

const explanation =
  'A request is sent at its instant whether or not earlier ones were answered, and its latency counts from that instant. Failed: a ' +
  'status outside 2xx, a socket error, or an answer later than 2 s. Of CPU, 100 % is one core. Fleet and generator share the ' +
  'machine that they run on: its figures are no promises.';
