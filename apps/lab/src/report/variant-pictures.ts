import type { Figure } from '../experiment/experiment';
import { format } from '../output/units';
import type { Result } from '../run/run-experiment';
import { coloursOf } from './colours';
import type { Colour } from './palette';
import { drawPlot, frame } from './plot';
import type { Plot } from './plot';
import { linearScale, logScale } from './scale';
import { seriesOf } from './series';
import type { Series } from './series';
import type { NamedPicture } from './stand-alone';

/** Above the highest point. */
const headroom = 1.05;
const vertical = [frame.bottom, frame.top] as const;

type Values = (series: Series) => readonly number[];
type Axis = Pick<Plot, 'y' | 'formatY'>;

/** An experiment's variants, all in one plot: their latency, and the plan's figure when it has one. */
export function variantPictures(result: Result): NamedPicture[] {
  const { figure } = result.plan;
  const drawn = [latency(result), ...(figure ? [figureOf(result, figure)] : [])];
  return drawn.map((picture) => ({ ...picture, facts: `flotilla lab run ${result.experiment.name}` }));
}

type Drawn = Omit<NamedPicture, 'facts'>;

function latency(result: Result): Drawn {
  const of: Values = ({ p99Ms }) => p99Ms;
  const y = logScale(1, largest(result, of), vertical);
  const formatY = (ms: number): string => (ms < 1_000 ? format(ms, 'ms') : `${ms / 1_000} s`);
  return { name: 'latency', ...compare(result, 'Latency, p99', of, { y, formatY }) };
}

function figureOf(result: Result, { title, unit }: Figure): Drawn {
  const of: Values = ({ figure = [] }) => figure;
  const y = linearScale(largest(result, of) * headroom, vertical, 4);
  return { name: 'figure', ...compare(result, title, of, { y, formatY: (value) => format(value, unit) }) };
}

/** A line for each variant. What was done to the fleet is marked once: it was done to all at the same instants. */
function compare(result: Result, title: string, of: Values, axis: Axis): Omit<Drawn, 'name'> {
  const { plan, runs } = result;
  const colours = [...coloursOf([...runs.keys()], undefined)] as [string, Colour][];
  const series = [...runs].map(([name, run]) => ({ name, run, series: seriesOf(run, plan) }));
  const svg = drawPlot({
    ...axis,
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

function largest({ plan, runs }: Result, of: Values): number {
  const values = [...runs.values()].flatMap((run) => of(seriesOf(run, plan)));
  return values.reduce((most, value) => (value > most ? value : most), 0) || 1;
}
