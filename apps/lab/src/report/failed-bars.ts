import { format } from '../output/units';
import { frame } from './plot';
import type { Scale } from './scale';

interface Failures {
  /** The middles of the intervals; milliseconds since the load began. */
  readonly atMs: readonly number[];
  readonly intervalMs: number;
  /** Share of the requests of each interval. */
  readonly failed: readonly number[];
}

/** Columns as high as the share of the requests that failed, to draw behind lines: a full one means all. */
export function failedBars({ atMs, intervalMs, failed }: Failures, x: Scale): string {
  const width = (x.at(intervalMs) - x.at(0)).toFixed(1);
  const bar = (share: number, fromMs: number): string => {
    const height = share * (frame.bottom - frame.top);
    const left = x.at(fromMs).toFixed(1);
    const top = (frame.bottom - height).toFixed(1);
    const shape = `x="${left}" y="${top}" width="${width}" height="${height.toFixed(1)}"`;
    return `<rect class="failed" ${shape}><title>${format(share, '%')} failed</title></rect>`;
  };
  return failed.map((share, at) => (share > 0 ? bar(share, (atMs[at] ?? 0) - intervalMs / 2) : '')).join('');
}
