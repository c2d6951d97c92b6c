import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { policyNames } from '@flotilla/balancing';
import type { PolicyName } from '@flotilla/balancing';
import { suggest } from './suggest';

/** What the lab is asked to do. */
export type Request = { readonly command: 'help' } | { readonly command: 'list' } | RunRequest;

export interface RunRequest {
  readonly command: 'run';
  /** Names of experiments, at least one. */
  readonly names: readonly string[];
  readonly all: boolean;
  /** Balancing policies that take the place of the experiments' own variants. */
  readonly compare: readonly PolicyName[] | undefined;
  readonly full: boolean;
  /** Whether the short form runs the variants that it leaves out otherwise. */
  readonly allVariants: boolean;
  readonly seed: number;
  /** The folder that reports are written to. */
  readonly out: string;
}

export const usage = [
  'flotilla lab list',
  'flotilla lab run <experiment> [--compare policyA,policyB] [--full] [--all-variants] [--seed N] [--out folder]',
  'flotilla lab run --all [--full] [--all-variants] [--seed N] [--out folder]',
];

const options = {
  all: { type: 'boolean', default: false },
  compare: { type: 'string' },
  full: { type: 'boolean', default: false },
  'all-variants': { type: 'boolean', default: false },
  seed: { type: 'string', default: '1' },
  out: { type: 'string', default: join('.flotilla', 'lab') },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const maxSeed = 1_000_000;

/**
 * Reads `list`, `run …` and their options.
 *
 * @param experiments the names that there are
 * @throws RangeError that names what is wrong
 */
export function parseArguments(args: readonly string[], experiments: readonly string[]): Request {
  const { values, positionals } = read(args);
  const [command = 'help', ...names] = positionals;
  if (values.help || command === 'help') return { command: 'help' };
  if (command !== 'list' && command !== 'run')
    throw new RangeError(`unknown command ${quote(command)}${suggest(command, ['list', 'run'])}`);
  if (command === 'list') return { command };
  const { all, compare, full, seed, out } = values;
  return {
    command,
    names: chosen(names, all, experiments),
    all,
    compare: compare === undefined ? undefined : toPolicies(compare),
    full,
    allVariants: values['all-variants'],
    seed: toSeed(seed),
    out,
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

function chosen(names: readonly string[], all: boolean, experiments: readonly string[]): readonly string[] {
  const [name, unexpected] = names;
  if (all && name === undefined) return experiments;
  if (all) throw new RangeError(`--all runs every experiment: leave out ${quote(name as string)}`);
  if (name === undefined)
    throw new RangeError('which experiment? flotilla lab list names them; --all runs all');
  if (unexpected !== undefined) throw new RangeError(`unexpected argument ${quote(unexpected)}`);
  if (!experiments.includes(name))
    throw new RangeError(`there is no experiment ${quote(name)}${suggest(name, experiments)}`);
  return [name];
}

function toPolicies(list: string): PolicyName[] {
  return [...new Set(list.split(','))].map((name) => {
    const known = policyNames.find((each) => each === name);
    if (known) return known;
    throw new RangeError(`--compare must list some of ${policyNames.join(', ')}, got ${quote(name)}`);
  });
}

function toSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed <= maxSeed) return seed;
  throw new RangeError(`--seed must be a whole number, 0 to ${maxSeed}, got ${quote(text)}`);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
