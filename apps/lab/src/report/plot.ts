import { escapeHtml } from './html';
import { labelGap, placeMarks } from './marks';
import type { PlacedMark } from './marks';
import type { Scale } from './scale';

/** Where things are in a plot; in the units of its own coordinates. */
export const frame = { width: 560, height: 250, left: 58, right: 546, top: 50, bottom: 218 } as const;

const middle = (frame.left + frame.right) / 2;
/** Of the labels of marks. */
const [firstRow, rowHeight] = [12, 14];

interface Line {
  readonly name: string;
  /** Class of its colour. */
  readonly colour: string;
  /** A value for each instant of the plot; NaN leaves a gap. */
  readonly values: readonly number[];
}

export interface Plot {
  readonly title: string;
  readonly atMs: readonly number[];
  readonly x: Scale;
  readonly y: Scale;
  readonly formatY: (value: number) => string;
  /** Default in seconds. */
  readonly formatX?: (ms: number) => string;
  readonly lines: readonly Line[];
  readonly marks: readonly { readonly label: string; readonly atMs: number }[];
  /** Drawn behind the lines: SVG. */
  readonly behind?: string;
}

/** A plot over time, as SVG. */
export function drawPlot(plot: Plot): string {
  const { title, atMs, x, y, formatY, formatX = inSeconds, lines, marks, behind = '' } = plot;
  return [
    `<svg viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label="${escapeHtml(title)}">`,
    ...y.ticks.map((tick) => horizontal(y.at(tick), formatY(tick))),
    ...x.ticks.map((tick) => timeTick(x.at(tick), formatX(tick))),
    behind,
    ...lines.map((line) => drawLine(line, atMs, x, y)),
    ...placeMarks(
      marks.map(({ label, atMs: markMs }) => ({ label, at: x.at(markMs) })),
      middle,
    ).map(drawMark),
    '</svg>',
  ].join('\n');
}

function horizontal(at: number, label: string): string {
  const level = round(at);
  return (
    `<line class="grid" x1="${frame.left}" x2="${frame.right}" y1="${level}" y2="${level}"/>` +
    `<text class="tick" x="${frame.left - 8}" y="${level + 4}" text-anchor="end">${label}</text>`
  );
}

function timeTick(at: number, label: string): string {
  return `<text class="tick" x="${round(at)}" y="${frame.bottom + 20}" text-anchor="middle">${label}</text>`;
}

function inSeconds(ms: number): string {
  return `${ms / 1_000} s`;
}

function drawLine({ name, colour, values }: Line, atMs: readonly number[], x: Scale, y: Scale): string {
  const path = pathOf(values.map((value, index) => [x.at(atMs[index] ?? NaN), y.at(value)] as const));
  return `<path class="line ${colour}" d="${path}"><title>${escapeHtml(name)}</title></path>`;
}

/** A path through points; it is interrupted where one is missing. */
export function pathOf(points: readonly (readonly [x: number, y: number])[]): string {
  let isDrawing = false;
  return points
    .flatMap(([x, y]) => {
      const command = isDrawing ? 'L' : 'M';
      isDrawing = !Number.isNaN(y);
      return isDrawing ? `${command}${round(x)} ${round(y)}` : [];
    })
    .join('');
}

function drawMark({ label, at, row, isLeft }: PlacedMark): string {
  const position = round(at);
  const level = firstRow + row * rowHeight;
  const [anchor, shift] = isLeft ? ['end', -labelGap] : ['start', labelGap];
  return (
    `<line class="mark" x1="${position}" x2="${position}" y1="${level - 9}" y2="${frame.bottom}"/>` +
    `<text class="label" x="${position + shift}" y="${level}" text-anchor="${anchor}">${escapeHtml(label)}</text>`
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
