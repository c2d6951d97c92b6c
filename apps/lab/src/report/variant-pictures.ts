import type { Figure } from '../experiment/experiment';
import { format } from '../output/units';
import type { Result } from '../run/run-experiment';
import { aboveAll, evenAxis, latencyAxis } from './axes';
import type { ValueAxis } from './axes';
import { coloursOf } from './colours';
import type { Colour } from './palette';
import { drawPlot, frame } from './plot';
import { linearScale } from './scale';
import { seriesOf } from './series';
import type { Series } from './series';
import type { NamedPicture } from './stand-alone';

type Values = (series: Series) => readonly number[];
type AxisOf = (values: readonly number[]) => ValueAxis;

/** An experiment's variants, all in one plot: their latency, and the plan's figure when it has one. */
export function variantPictures(result: Result): NamedPicture[] {
  const { figure } = result.plan;
  const drawn = [latency(result), ...(figure ? [figureOf(result, figure)] : [])];
  return drawn.map((picture) => ({ ...picture, facts: `flotilla lab run ${result.experiment.name}` }));
}

type Drawn = Omit<NamedPicture, 'facts'>;

function latency(result: Result): Drawn {
  const of: Values = ({ p99Ms }) => p99Ms;
  return { name: 'latency', ...compare(result, 'Latency, p99', of, latencyAxis) };
}

function figureOf(result: Result, { title, unit }: Figure): Drawn {
  const of: Values = ({ figure = [] }) => figure;
  const axisOf: AxisOf = (values) => evenAxis(aboveAll(values), (value) => format(value, unit));
  return { name: 'figure', ...compare(result, title, of, axisOf) };
}

/** A line for each variant. What was done to the fleet is marked once: it was done to all at the same instants. */
function compare(result: Result, title: string, of: Values, axisOf: AxisOf): Omit<Drawn, 'name'> {
  const { plan, runs } = result;
  const colours = [...coloursOf([...runs.keys()], undefined)] as [string, Colour][];
  const series = [...runs].map(([name, run]) => ({ name, run, series: seriesOf(run, plan) }));
  const svg = drawPlot({
    ...axisOf(series.flatMap((each) => of(each.series))),
    title: `${title} over time`,
    atMs: series[0]?.series.atMs ?? [],
    x: linearScale(plan.load.durationMs, [frame.left, frame.right], 6),
    lines: series.map((each) => ({
      name: each.name,
      colour: colours.find(([name]) => name === each.name)?.[1] ?? 'grey',
      values: of(each.series),
    })),
    marks: series[0]?.run.record.marks ?? [],
  });
  return { title, svg, keys: colours.map(([text, colour]) => ({ text, colour })) };
}
