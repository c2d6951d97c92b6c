import { parseBound } from './bound';
import type { Bound } from './bound';

/** Where the figure is, and between which values. */
export interface Check {
  readonly source: Source;
  /** What the figure is multiplied by, so that it has the unit of the text. */
  readonly factor: number;
  /** Not judged when the load that wrote the file says that the machine was too busy for it: that excuses lateness. */
  readonly onlyIfCalm: boolean;
  /** Missing: it is the very number that the text quotes. */
  readonly bound?: Bound;
}

export type Source =
  /** The first group of a pattern, in what the last block printed. */
  | { readonly kind: 'output'; readonly pattern: RegExp }
  /** The same in a file. */
  | { readonly kind: 'text'; readonly file: string; readonly pattern: RegExp }
  /** A number in a JSON file: the names on the way to it. `not-2xx` of a load's statuses counts refusals. */
  | { readonly kind: 'json'; readonly file: string; readonly path: readonly string[] };

/**
 * A check as chapters write it: a file and a way into it, or a pattern; a factor, a bound.
 *
 *     .flotilla/load/steady/result.json failedShare * 100 <= 0.1
 *     libs/client/src/defaults.ts /callMs: ([\d_]+)/ * 0.001
 *     output /(\d+) instances/ = 3
 *     .flotilla/load/steady/result.json statuses.not-2xx = 0
 *     .flotilla/load/steady/result.json latencyMs.p99 <= 250 if calm
 *
 * @throws Error that shows what it cannot read.
 */
export function parseCheck(text: string): Check {
  const pattern = /^(\S+) (\/.+\/|[\w.-]+)(?: \* ([\d.]+))?(?: ((?:[<>]?= )?-?[\d.]+))?( if calm)?$/s;
  const [, file, way, factor = '1', bound, calm] = pattern.exec(text) ?? [];
  if (file === undefined || way === undefined) throw new Error(`${JSON.stringify(text)} is no check`);
  return {
    source: toSource(file, way),
    factor: Number(factor),
    onlyIfCalm: calm !== undefined,
    ...(bound !== undefined && { bound: parseBound(bound) }),
  };
}

function toSource(file: string, way: string): Source {
  if (!way.startsWith('/')) return { kind: 'json', file, path: way.split('.') };
  const pattern = new RegExp(way.slice(1, -1), 'm');
  return file === 'output' ? { kind: 'output', pattern } : { kind: 'text', file, pattern };
}
