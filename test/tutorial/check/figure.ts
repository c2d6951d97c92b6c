import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from './check';

/**
 * The figure that a source has now.
 *
 * @param folder that the files are in.
 * @param output of the last block.
 * @throws Error that says what was looked for, and where.
 */
export function readFigure(source: Source, folder: string, output: string): number {
  if (source.kind === 'output') return matched(source.pattern, output, 'the output');
  const text = readFileSync(join(folder, source.file), 'utf8');
  return source.kind === 'text'
    ? matched(source.pattern, text, source.file)
    : numberAt(JSON.parse(text), source.path, source.file);
}

/** Whether the load, or the experiment, that wrote a result says that its machine was too busy to keep its pace: so was it for the fleet. */
export function wasBusy({ file }: { readonly file: string }, folder: string): boolean {
  const { lateness, conclusive = true } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
    lateness?: { fellBehind?: boolean };
    conclusive?: boolean;
  };
  return lateness?.fellBehind === true || !conclusive;
}

function matched(pattern: RegExp, text: string, where: string): number {
  const [, figure] = pattern.exec(text) ?? [];
  if (figure === undefined)
    throw new Error(`${String(pattern)} finds no number in ${where}:\n${text.slice(0, 4_000)}`);
  return Number(figure.replace(/[_,]/g, ''));
}

function numberAt(json: unknown, path: readonly string[], file: string): number {
  let value = json;
  for (const name of path) value = name === 'not-2xx' ? countRefused(value) : valueAt(value, name);
  // An instance that has answered nothing is not among the shares.
  if (path[0] === 'shares' && valueAt(json, 'shares') !== undefined) value ??= 0;
  if (typeof value !== 'number')
    throw new Error(`${file} has no number at ${path.join('.')}, but ${String(value)}`);
  return value;
}

function valueAt(json: unknown, name: string): unknown {
  return (json as Record<string, unknown> | undefined)?.[name];
}

/** What a request that is late for lack of computing time may end in: it is no refusal. */
const late = ['no answer in time', 'not sent'];

/** How many requests ended in a status outside 2xx, or in an error of their connection. */
function countRefused(statuses: unknown): number | undefined {
  if (typeof statuses !== 'object' || statuses === null) return undefined;
  return Object.entries(statuses)
    .filter(([outcome]) => !/^2\d\d$/.test(outcome) && !late.includes(outcome))
    .reduce((sum, [, count]) => sum + Number(count), 0);
}
