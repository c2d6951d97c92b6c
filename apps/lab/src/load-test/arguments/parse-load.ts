import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDuration } from '@flotilla/config';
import { limits } from '../scenario/scenario';
import type { LoadRequest, Request } from './load-request';
import { parseMix } from './parse-mix';
import { parseTarget } from './parse-target';

export const usage = [
  'flotilla load list: the scenarios',
  'flotilla load [scenario] [--url URL] [--rps N] [--duration 30s] [--connections N] [--mix greetings=80,orders=20]',
  '    [--get /api/path] [--seed N] [--registry-url URL] [--out folder] [--fail-above 0.1%] [--target-is-mine]',
  '',
  'scenario: one of those, or a JSON file of your own; steady unless told.',
];

const options = {
  url: { type: 'string', default: 'http://127.0.0.1:8080' },
  rps: { type: 'string' },
  duration: { type: 'string' },
  connections: { type: 'string' },
  mix: { type: 'string' },
  get: { type: 'string' },
  seed: { type: 'string', default: '1' },
  'registry-url': { type: 'string' },
  out: { type: 'string', default: join('.flotilla', 'load') },
  'fail-above': { type: 'string' },
  'target-is-mine': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const maxSeed = 1_000_000;

/** @throws RangeError that names the option and the value */
export function parseLoad(args: readonly string[]): Request {
  const { values, positionals } = read(args);
  const [scenario = 'steady', unexpected] = positionals;
  if (values.help || scenario === 'help') return { command: 'help' };
  if (unexpected !== undefined) throw new RangeError(`unexpected argument ${quote(unexpected)}`);
  if (scenario === 'list') return { command: 'list' };
  return {
    command: 'load',
    scenario,
    url: parseTarget(values.url, values['target-is-mine']),
    overrides: toOverrides(values),
    seed: toWhole('seed', values.seed, 0, maxSeed),
    ...(values['registry-url'] && { registryUrl: values['registry-url'] }),
    out: values.out,
    ...(values['fail-above'] !== undefined && { failAbove: toShare(values['fail-above']) }),
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Node's advice after the first sentence is not for users of this program.
    throw new RangeError((error as Error).message.split('. ')[0], { cause: error });
  }
}

type Values = ReturnType<typeof read>['values'];

function toOverrides({ rps, duration, connections, mix, get }: Values): LoadRequest['overrides'] {
  return {
    ...(rps !== undefined && { peakPerSecond: toRate(rps) }),
    ...(duration !== undefined && { durationMs: toDurationMs(duration) }),
    ...(connections !== undefined && {
      connections: toWhole('connections', connections, 1, limits.connections),
    }),
    ...(mix !== undefined && { mix: parseMix(mix) }),
    ...(get !== undefined && { path: toPath(get, mix) }),
  };
}

function toRate(text: string): number {
  const rate = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && rate >= 0.1 && rate <= limits.ratePerSecond) return rate;
  throw new RangeError(
    `--rps must be requests per second, 0.1 to ${limits.ratePerSecond}, got ${quote(text)}`,
  );
}

function toDurationMs(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined && ms >= 1_000 && ms <= limits.durationMs) return ms;
  throw new RangeError(`--duration must be a time, 1s to 6h, as 30s, 5m or 1h, got ${quote(text)}`);
}

/** Of the gateway, whatever service of yours is behind it. */
function toPath(text: string, mix: string | undefined): string {
  if (mix !== undefined)
    throw new RangeError('--get and --mix are two ways to say what is asked for: give one');
  if (/^\/[!-~]{0,1999}$/.test(text)) return text;
  throw new RangeError(`--get must be a path, as /api/greetings/Ada, got ${quote(text)}`);
}

function toShare(text: string): number {
  const [, number] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  if (number !== undefined && Number(number) <= 100) return Number(number) / 100;
  throw new RangeError(`--fail-above must be a share, 0% to 100%, as 0.1%, got ${quote(text)}`);
}

function toWhole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new RangeError(`--${name} must be a whole number, ${min} to ${max}, got ${quote(text)}`);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
