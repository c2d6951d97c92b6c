import type { OptionShape, ValuesOf } from '../arguments/option';
import { parseArguments } from '../arguments/parse-arguments';
import { assertComplete, usageOf } from '../arguments/positionals';
import type { PositionalsOf } from '../arguments/positionals';
import { formatTable } from '../output/table';
import type { Terminal } from '../output/terminal';

/** One of the words that `flotilla` understands. */
export interface Command {
  /** As it is typed: `up`, `policy set`. */
  readonly name: string;
  readonly summary: string;
  /** The lines of `flotilla help <name>`, followed by `words`. */
  help(words: readonly string[]): string[];
  /**
   * @returns the exit code.
   * @throws RangeError for arguments that are refused; any other error for what failed, its message in one line.
   */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

export interface CommandDefinition<S extends OptionShape, P extends readonly string[]> {
  readonly name: string;
  readonly summary: string;
  /** Names of the arguments that follow the command; the last ones may end in `?`: they may be left out. Default: none. */
  readonly positionals?: P;
  readonly options: S;
  run(values: ValuesOf<S>, terminal: Terminal, ...positionals: PositionalsOf<P>): Promise<number>;
}

/** A command from its definition: arguments typed, help from the options' own words. */
export function defineCommand<const S extends OptionShape, const P extends readonly string[] = []>(
  definition: CommandDefinition<S, P>,
): Command {
  const { name, summary, positionals: names = [], options } = definition;
  const usage = ['flotilla', name, ...names.map((each) => usageOf([each])), '[options]'].join(' ');
  return {
    name,
    summary,
    help: () => [
      `${usage}: ${summary}`,
      '',
      ...formatTable(
        Object.entries(options).map(([key, { placeholder, help }]) => [
          `  --${key} ${placeholder ?? ''}`,
          help,
        ]),
      ),
    ],
    run: async (args, terminal) => {
      const { values, positionals } = parseArguments(args, options, names.length);
      assertComplete(names, positionals);
      return definition.run(values, terminal, ...(positionals as unknown as PositionalsOf<P>));
    },
  };
}
