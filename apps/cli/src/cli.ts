import { suggest } from './arguments/suggest';
import type { Command } from './commands/command';
import { instances } from './commands/instances';
import { status } from './commands/status';
import { up } from './commands/up/up';
import { formatTable } from './output/table';
import { createTerminal } from './output/terminal';
import type { Terminal } from './output/terminal';

const commands: readonly Command[] = [up, status, instances];

/** Runs `flotilla <args>`. The exit code: 0 done, 1 failed, 2 arguments that are refused. Never rejects. */
export async function runCli(args: readonly string[], terminal: Terminal = createTerminal()): Promise<void> {
  process.exitCode = await dispatch(args, terminal).catch((error: unknown) => {
    const refused = error instanceof RangeError;
    terminal.complain(`flotilla: ${describe(error)}${refused ? ` (${helpFor(args[0])})` : ''}`);
    return refused ? 2 : 1;
  });
}

async function dispatch([name = 'help', ...args]: readonly string[], terminal: Terminal): Promise<number> {
  if (['help', '--help', '-h'].includes(name)) return help(args[0], terminal);
  if (args.includes('--help') || args.includes('-h')) return help(name, terminal);
  return find(name).run(args, terminal);
}

function help(name: string | undefined, terminal: Terminal): number {
  for (const line of name === undefined ? overview() : find(name).help()) terminal.print(line);
  return 0;
}

function overview(): string[] {
  const rows = commands.map(({ name, summary }) => [`  ${name}`, summary]);
  return [
    'flotilla <command> [options]',
    '',
    ...formatTable(rows),
    '',
    'flotilla help <command> lists its options.',
  ];
}

function helpFor(name: string | undefined): string {
  return commands.some((each) => each.name === name) ? `see flotilla help ${name}` : 'see flotilla help';
}

function find(name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command) return command;
  const known = commands.map((each) => each.name);
  throw new RangeError(`unknown command ${JSON.stringify(name.slice(0, 80))}${suggest(name, known)}`);
}

/** What was foreseen is told in its own words, anything else with its stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const unforeseen = error instanceof TypeError || error instanceof ReferenceError;
  return unforeseen ? (error.stack ?? error.message) : error.message;
}
