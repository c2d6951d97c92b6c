import { suggest } from '../arguments/suggest';
import { formatTable } from '../output/table';
import type { Command } from './command';

/**
 * The command of that name.
 *
 * @throws RangeError with the name that was probably meant.
 */
export function findCommand(commands: readonly Command[], name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command) return command;
  const known = commands.map((each) => each.name);
  throw new RangeError(`unknown command ${JSON.stringify(name.slice(0, 80))}${suggest(name, known)}`);
}

/** A row per command: its name, and what it does. */
export function listCommands(commands: readonly Command[]): string[] {
  return formatTable(commands.map(({ name, summary }) => [`  ${name}`, summary]));
}

export interface GroupDefinition {
  readonly name: string;
  readonly summary: string;
  /** Named by two words, of which the first is the group's: `policy set`. */
  readonly commands: readonly Command[];
}

/** Commands that share their first word. */
export function defineGroup({ name, summary, commands }: GroupDefinition): Command {
  const find = (word: string): Command => findCommand(commands, `${name} ${word}`);
  return {
    name,
    summary,
    help: ([word = '-']) => (word.startsWith('-') ? overview(name, summary, commands) : find(word).help([])),
    run: async ([word, ...args], terminal) => {
      if (word === undefined) throw new RangeError(`${name} needs a command`);
      return find(word).run(args, terminal);
    },
  };
}

function overview(name: string, summary: string, commands: readonly Command[]): string[] {
  return [
    `flotilla ${name} <command> [options]: ${summary}`,
    '',
    ...listCommands(commands),
    '',
    `flotilla help ${name} <command> lists its options.`,
  ];
}
