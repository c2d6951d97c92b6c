import { parseArgs } from 'node:util';
import type { OptionShape, ValuesOf } from './option';
import { suggest } from './suggest';

export interface Arguments<S extends OptionShape> {
  readonly values: ValuesOf<S>;
  readonly positionals: readonly string[];
}

/**
 * Reads a command's arguments.
 *
 * @throws RangeError that names the argument and, for a mistyped option, the one that was probably meant.
 */
export function parseArguments<S extends OptionShape>(
  args: readonly string[],
  shape: S,
  maxPositionals = 0,
): Arguments<S> {
  const options = Object.fromEntries(
    Object.entries(shape).map(([name, { placeholder }]) => [
      name,
      { type: placeholder ? 'string' : 'boolean' } as const,
    ]),
  );
  // Not strict: node's own errors advise what a user of this program does not need.
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'option') given.set(token.name, textOf(token, shape));
  }
  const unexpected = positionals[maxPositionals];
  if (unexpected !== undefined)
    throw new RangeError(`unexpected argument ${JSON.stringify(unexpected.slice(0, 80))}`);
  const values = Object.entries(shape).map(([name, option]) => [name, option.read(name, given.get(name))]);
  return { values: Object.fromEntries(values) as ValuesOf<S>, positionals };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
}

/** The text given to an option; empty for a flag. */
function textOf({ name, rawName, value }: OptionToken, shape: OptionShape): string {
  const option = Object.hasOwn(shape, name) ? shape[name] : undefined;
  if (!option) {
    const known = Object.keys(shape).map((each) => `--${each}`);
    throw new RangeError(`unknown option ${rawName.slice(0, 80)}${suggest(rawName, known)}`);
  }
  if (option.placeholder && !value)
    throw new RangeError(`${rawName} needs a value: ${rawName} ${option.placeholder}`);
  if (!option.placeholder && value !== undefined)
    throw new RangeError(`${rawName} takes no value, got ${JSON.stringify(value.slice(0, 80))}`);
  return value ?? '';
}
