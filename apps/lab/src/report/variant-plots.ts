import { format } from '../output/units';
import type { Figure } from '../experiment/experiment';
import type { Result } from '../run/run-experiment';
import type { Run } from '../run/run';
import { coloursOf } from './colours';
import { failedBars } from './failed-bars';
import { drawPlot, frame } from './plot';
import { linearScale, logScale } from './scale';
import type { Scale } from './scale';
import { seriesOf } from './series';
import type { Series } from './series';

/** The two plots of a variant, as SVG. */
export interface VariantPlots {
  readonly variant: string;
  readonly run: Run;
  readonly series: Series;
  readonly latency: string;
  /** The plan's figure, or the shares of the instances. */
  readonly beside: string;
}

/** Above the highest point. */
const headroom = 1.05;
const vertical = [frame.bottom, frame.top] as const;

/** Plots for each variant, all with the same axes, so that they can be compared by eye. */
export function plotVariants({ plan, runs }: Result): VariantPlots[] {
  const series = [...runs].map(([variant, run]) => ({
    variant,
    run,
    series: seriesOf(run, plan),
  }));
  const x = linearScale(plan.load.durationMs, [frame.left, frame.right], 6);
  const allSeries = series.map((each) => each.series);
  const latencyScale = logScale(1, largest(allSeries.flatMap(({ p99Ms }) => p99Ms)), vertical);
  const { figure, highlight } = plan;
  const besideScale = figure ? figureScale(allSeries) : shareScale(allSeries);
  return series.map((each) => ({
    ...each,
    latency: plotLatency(each, x, latencyScale),
    beside: figure ? plotFigure(each, x, besideScale, figure) : plotShares(each, x, besideScale, highlight),
  }));
}

function figureScale(series: readonly Series[]): Scale {
  const most = largest(series.flatMap(({ figure = [] }) => figure));
  return linearScale(most * headroom, vertical, 4);
}

function shareScale(series: readonly Series[]): Scale {
  const most = largest(series.flatMap(({ shares }) => Object.values(shares).flat()));
  return linearScale(Math.min(1, most * headroom), vertical, 4);
}

type Drawn = Pick<VariantPlots, 'variant' | 'run' | 'series'>;

function plotLatency({ variant, run, series }: Drawn, x: Scale, y: Scale): string {
  return drawPlot({
    title: `latency of ${variant} over time`,
    atMs: series.atMs,
    x,
    y,
    formatY: (ms) => (ms < 1_000 ? format(ms, 'ms') : `${ms / 1_000} s`),
    lines: [
      { name: 'p99', colour: 'p99', values: series.p99Ms },
      { name: 'p50', colour: 'p50', values: series.p50Ms },
    ],
    marks: run.record.marks,
    behind: failedBars(series, x),
  });
}

function plotShares(
  { variant, run, series }: Drawn,
  x: Scale,
  y: Scale,
  highlight?: readonly string[],
): string {
  const colours = [...coloursOf(Object.keys(series.shares), highlight)];
  // What is highlighted is drawn last: above the rest.
  const ordered = colours.sort(([, a], [, b]) => Number(b === 'grey') - Number(a === 'grey'));
  return drawPlot({
    title: `share per instance of ${variant} over time`,
    atMs: series.atMs,
    x,
    y,
    formatY: (share) => format(share, '%'),
    lines: ordered.map(([name, colour]) => ({ name, colour, values: series.shares[name] ?? [] })),
    marks: run.record.marks,
  });
}

function plotFigure({ variant, run, series }: Drawn, x: Scale, y: Scale, { title, unit }: Figure): string {
  return drawPlot({
    title: `${title} of ${variant} over time`,
    atMs: series.atMs,
    x,
    y,
    formatY: (value) => format(value, unit),
    lines: [{ name: title, colour: 'c1', values: series.figure ?? [] }],
    marks: run.record.marks,
  });
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most ? value : most), 0) || 1;
}
