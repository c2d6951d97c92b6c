import { escapeHtml } from './html';
import { palette } from './palette';
import type { Colour } from './palette';
import { frame } from './plot';
import { plotStyle } from './plot-style';

/** A plot with what explains it. */
export interface Picture {
  readonly title: string;
  /** In small letters at the end of the title's line. */
  readonly facts: string;
  readonly keys: readonly Key[];
  /** As `drawPlot` makes it. */
  readonly svg: string;
}

/** A picture, and what its file is called. */
export interface NamedPicture extends Picture {
  readonly name: string;
}

interface Key {
  readonly text: string;
  readonly colour: Colour;
}

const margin = 20;
const width = frame.width + 2 * margin;
const [titleLevel, firstKeyLevel, keyRowHeight] = [32, 54, 18];
/** What a character takes, on the wide side. */
const characterWidth = 6.3;
const [swatch, keyGap] = [18, 16];

/** A picture as a file of its own: it needs no page around it, and has a background of its own, light or dark as the reader has it. */
export function standAlone({ title, facts, keys, svg }: Picture): string {
  const placed = placeKeys(keys);
  const top = firstKeyLevel + (placed.at(-1)?.row ?? 0) * keyRowHeight + 14;
  const height = top + frame.height + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width * 1.4}" height="${height * 1.4}" role="img" aria-label="${escapeHtml(title)}">`,
    `<style>\n${style}\n</style>`,
    `<rect class="paper" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    `<text class="title" x="${margin}" y="${titleLevel}">${escapeHtml(title)}</text>`,
    `<text class="tick" x="${width - margin}" y="${titleLevel}" text-anchor="end">${escapeHtml(facts)}</text>`,
    ...placed.map(drawKey),
    `<svg x="${margin}" y="${top}" width="${frame.width}" height="${frame.height}">${svg}</svg>`,
    '</svg>',
    '',
  ].join('\n');
}

interface PlacedKey extends Key {
  readonly x: number;
  readonly row: number;
}

/** One after the other, in as many rows as they take. */
function placeKeys(keys: readonly Key[]): PlacedKey[] {
  let [x, row] = [margin, 0];
  return keys.map((key) => {
    const extent = swatch + key.text.length * characterWidth;
    if (x + extent > width - margin) [x, row] = [margin, row + 1];
    const placed = { ...key, x, row };
    x += extent + keyGap;
    return placed;
  });
}

function drawKey({ text, colour, x, row }: PlacedKey): string {
  const level = firstKeyLevel + row * keyRowHeight;
  return (
    `<line class="key ${colour}" x1="${x}" x2="${x + 12}" y1="${level - 4}" y2="${level - 4}"/>` +
    `<text class="label" x="${x + swatch}" y="${level}">${escapeHtml(text)}</text>`
  );
}

/** Written out for paper and for dark screens: not everything that shows pictures knows variables. */
const style = [
  'svg { font: 11.5px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; }',
  '.title { font-size: 15px; font-weight: 600; } .key { stroke-width: 3; stroke-linecap: round; }',
  coloursFor(0),
  `@media (prefers-color-scheme: dark) {\n${coloursFor(1)}\n}`,
].join('\n');

function coloursFor(index: 0 | 1): string {
  const colour = (name: Colour): string => palette[name][index];
  const keys = (Object.keys(palette) as Colour[]).map((name) => `.key.${name} { stroke: ${colour(name)}; }`);
  return [
    plotStyle(colour),
    `.paper { fill: ${colour('paper')}; stroke: ${colour('rule')}; } .title { fill: ${colour('ink')}; }`,
    keys.join(' '),
  ].join('\n');
}
