import type { OptionShape, ValuesOf } from '../arguments/option';
import { parseArguments } from '../arguments/parse-arguments';
import { formatTable } from '../output/table';
import type { Terminal } from '../output/terminal';

/** One of the words that `flotilla` understands. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The lines of `flotilla help <name>`. */
  help(): string[];
  /**
   * @returns the exit code.
   * @throws RangeError for arguments that are refused; any other error for what failed, its message in one line.
   */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

export interface CommandDefinition<S extends OptionShape> {
  readonly name: string;
  readonly summary: string;
  /** Name of the argument that may follow the command. */
  readonly positional?: string;
  readonly options: S;
  run(values: ValuesOf<S>, terminal: Terminal, positional: string | undefined): Promise<number>;
}

/** A command from its definition: arguments typed, help from the options' own words. */
export function defineCommand<const S extends OptionShape>(definition: CommandDefinition<S>): Command {
  const { name, summary, positional, options } = definition;
  return {
    name,
    summary,
    help: () => [
      `flotilla ${name}${positional ? ` [${positional}]` : ''} [options]: ${summary}`,
      '',
      ...formatTable(
        Object.entries(options).map(([key, { placeholder, help }]) => [
          `  --${key} ${placeholder ?? ''}`,
          help,
        ]),
      ),
    ],
    run: async (args, terminal) => {
      const { values, positionals } = parseArguments(args, options, positional ? 1 : 0);
      return definition.run(values, terminal, positionals[0]);
    },
  };
}
