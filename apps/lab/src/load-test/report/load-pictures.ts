import { format } from '../../output/units';
import { aboveAll, evenAxis, latencyAxis, shareAxis } from '../../report/axes';
import { coloursOf } from '../../report/colours';
import { failedBars } from '../../report/failed-bars';
import type { Colour } from '../../report/palette';
import { drawPlot, frame } from '../../report/plot';
import type { Plot } from '../../report/plot';
import type { NamedPicture, Picture } from '../../report/stand-alone';
import type { LoadResult } from '../result';
import { cpuSeries } from './cpu-series';
import { loadSeries } from './load-series';
import type { LoadSeries } from './load-series';
import { marksOf } from './marks-of';
import { timeScale } from './time-scale';

const colouredAtMost = 5;

type Axis = Pick<Plot, 'x' | 'formatX' | 'marks'>;

/** The plots of a load; shares and CPU only when they are known. */
export function picturesOf(result: LoadResult): NamedPicture[] {
  const { formatX, ...x } = timeScale(result.durationMs, [frame.left, frame.right]);
  const axis: Axis = { x, formatX, marks: marksOf(result) };
  const series = loadSeries(result);
  const facts = `flotilla load ${result.scenario}`;
  return [latency(series, axis), rate(series, axis), shares(series, axis), cpu(result, axis)]
    .filter((picture) => picture !== undefined)
    .map((picture) => ({ ...picture, facts }));
}

type Drawn = Omit<NamedPicture, 'facts'>;

function latency(series: LoadSeries, axis: Axis): Drawn {
  const svg = drawPlot({
    ...axis,
    title: 'latency over time',
    atMs: series.atMs,
    ...latencyAxis(series.p99Ms),
    lines: [
      { name: 'p99', colour: 'p99', values: series.p99Ms },
      { name: 'p50', colour: 'p50', values: series.p50Ms },
    ],
    behind: failedBars(series, axis.x),
  });
  const keys = [
    { text: 'p99', colour: 'p99' },
    { text: 'p50', colour: 'p50' },
    { text: 'failed (full height: all)', colour: 'fail' },
  ] as const;
  return { name: 'latency', title: 'Latency', keys, svg };
}

function rate(series: LoadSeries, axis: Axis): Drawn {
  const { askedPerSecond, goodPerSecond, failedPerSecond } = series;
  const most = aboveAll([...askedPerSecond, ...goodPerSecond]);
  // Columns as high as on the axis of the rates.
  const failed = failedPerSecond.map((perSecond) => Math.min(1, perSecond / most));
  const svg = drawPlot({
    ...axis,
    title: 'requests per second over time',
    atMs: series.atMs,
    ...evenAxis(most, (value) => format(value, 'count')),
    lines: [
      { name: 'asked', colour: 'grey', values: askedPerSecond },
      { name: 'answered well', colour: 'c2', values: goodPerSecond },
    ],
    behind: failedBars({ ...series, failed }, axis.x),
  });
  const keys = [
    { text: 'asked', colour: 'grey' },
    { text: 'answered well', colour: 'c2' },
    { text: 'failed', colour: 'fail' },
  ] as const;
  return { name: 'rate', title: 'Requests per second', keys, svg };
}

function shares(series: LoadSeries, axis: Axis): Drawn | undefined {
  const colours = coloursOf(Object.keys(series.shares), undefined);
  if (colours.size === 0) return undefined;
  const svg = drawPlot({
    ...axis,
    title: 'share of each instance over time',
    atMs: series.atMs,
    ...shareAxis(Object.values(series.shares).flat()),
    lines: linesOf(colours, series.shares),
  });
  return { name: 'shares', title: 'Share of each instance in the answers', keys: keysOf(colours), svg };
}

function cpu(result: LoadResult, axis: Axis): Drawn | undefined {
  const { processes } = result;
  const { atMs, shares: values } = cpuSeries(processes);
  if (atMs.length < 2) return undefined;
  const colours = coloursOf(
    processes.map(({ name }) => name),
    highlighted(result),
  );
  const svg = drawPlot({
    ...axis,
    title: 'CPU of each process over time',
    atMs,
    ...evenAxis(aboveAll(Object.values(values).flat()), (share) => format(share, '%')),
    lines: linesOf(colours, values),
  });
  return { name: 'cpu', title: 'CPU of each process (100 %: one core)', keys: keysOf(colours), svg };
}

/** The instances that have colours beside, in the same ones, and the busiest of the others. */
function highlighted({ processes, shares: answered }: LoadResult): string[] {
  const busiest = [...processes].sort((a, b) => b.cpuShare - a.cpuShare).map(({ name }) => name);
  const instances = Object.keys(answered).filter((id) => busiest.includes(id));
  const few = instances.length < colouredAtMost ? instances : [];
  return [...new Set([...few, ...busiest])].slice(0, colouredAtMost);
}

type Colours = ReadonlyMap<string, string>;

/** What is highlighted is drawn last: above the rest. */
function linesOf(colours: Colours, values: Readonly<Record<string, readonly number[]>>): Plot['lines'] {
  return [...colours]
    .sort(([, a], [, b]) => Number(b === 'grey') - Number(a === 'grey'))
    .map(([name, colour]) => ({ name, colour, values: values[name] ?? [] }));
}

function keysOf(colours: Colours): Picture['keys'] {
  const shown = [...colours].filter(([, colour]) => colour !== 'grey');
  const others = colours.size - shown.length;
  const keys = shown.map(([text, colour]) => ({ text, colour: colour as Colour }));
  return others > 0 ? [...keys, { text: `${others} others`, colour: 'grey' }] : keys;
}
