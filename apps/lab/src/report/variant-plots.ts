import { format } from '../output/units';
import type { Figure } from '../experiment/experiment';
import type { Result } from '../run/run-experiment';
import type { Run } from '../run/run';
import { aboveAll, evenAxis, latencyAxis, shareAxis } from './axes';
import type { ValueAxis } from './axes';
import { coloursOf } from './colours';
import { failedBars } from './failed-bars';
import { drawPlot, frame } from './plot';
import { linearScale } from './scale';
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

/** Plots for each variant, all with the same axes, so that they can be compared by eye. */
export function plotVariants({ plan, runs }: Result): VariantPlots[] {
  const series = [...runs].map(([variant, run]) => ({
    variant,
    run,
    series: seriesOf(run, plan),
  }));
  const x = linearScale(plan.load.durationMs, [frame.left, frame.right], 6);
  const allSeries = series.map((each) => each.series);
  const latencies = latencyAxis(allSeries.flatMap(({ p99Ms }) => p99Ms));
  const { figure, highlight } = plan;
  const besides = figure ? figureAxis(allSeries, figure) : sharesAxis(allSeries);
  return series.map((each) => ({
    ...each,
    latency: plotLatency(each, x, latencies),
    beside: figure ? plotFigure(each, x, besides, figure) : plotShares(each, x, besides, highlight),
  }));
}

function figureAxis(series: readonly Series[], { unit }: Figure): ValueAxis {
  return evenAxis(aboveAll(series.flatMap(({ figure = [] }) => figure)), (value) => format(value, unit));
}

function sharesAxis(series: readonly Series[]): ValueAxis {
  return shareAxis(series.flatMap(({ shares }) => Object.values(shares).flat()));
}

type Drawn = Pick<VariantPlots, 'variant' | 'run' | 'series'>;

function plotLatency({ variant, run, series }: Drawn, x: Scale, axis: ValueAxis): string {
  return drawPlot({
    ...axis,
    title: `latency of ${variant} over time`,
    atMs: series.atMs,
    x,
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
  axis: ValueAxis,
  highlight?: readonly string[],
): string {
  const colours = [...coloursOf(Object.keys(series.shares), highlight)];
  // What is highlighted is drawn last: above the rest.
  const ordered = colours.sort(([, a], [, b]) => Number(b === 'grey') - Number(a === 'grey'));
  return drawPlot({
    ...axis,
    title: `share per instance of ${variant} over time`,
    atMs: series.atMs,
    x,
    lines: ordered.map(([name, colour]) => ({ name, colour, values: series.shares[name] ?? [] })),
    marks: run.record.marks,
  });
}

function plotFigure({ variant, run, series }: Drawn, x: Scale, axis: ValueAxis, { title }: Figure): string {
  return drawPlot({
    ...axis,
    title: `${title} of ${variant} over time`,
    atMs: series.atMs,
    x,
    lines: [{ name: title, colour: 'c1', values: series.figure ?? [] }],
    marks: run.record.marks,
  });
}
