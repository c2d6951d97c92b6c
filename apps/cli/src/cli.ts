import type { Command } from './commands/command';
import { findCommand, listCommands } from './commands/command-group';
import { drain } from './commands/drain/drain';
import { undrain } from './commands/drain/undrain';
import { fault } from './commands/fault/fault';
import { lab } from './commands/lab/lab';
import { load } from './commands/load/load';
import { instances } from './commands/instances';
import { newService } from './commands/new/new';
import { pid } from './commands/pid';
import { policy } from './commands/policy/policy';
import { services } from './commands/services';
import { status } from './commands/status';
import { up } from './commands/up/up';
import { createTerminal } from './output/terminal';
import type { Terminal } from './output/terminal';

const commands: readonly Command[] = [
  up,
  status,
  services,
  instances,
  pid,
  policy,
  drain,
  undrain,
  fault,
  lab,
  load,
  newService,
];

/** Runs `flotilla <args>`. The exit code: 0 done, 1 failed, 2 arguments that are refused. Never rejects. */
export async function runCli(args: readonly string[], terminal: Terminal = createTerminal()): Promise<void> {
  process.exitCode = await dispatch(args, terminal).catch((error: unknown) => {
    const refused = error instanceof RangeError;
    terminal.complain(`flotilla: ${describe(error)}${refused ? ` (${helpFor(args[0])})` : ''}`);
    return refused ? 2 : 1;
  });
}

async function dispatch([name = 'help', ...args]: readonly string[], terminal: Terminal): Promise<number> {
  if (['help', '--help', '-h'].includes(name)) return help(args, terminal);
  if (args.includes('--help') || args.includes('-h')) return help([name, ...args], terminal);
  return findCommand(commands, name).run(args, terminal);
}

function help([name, ...words]: readonly string[], terminal: Terminal): number {
  const lines = name === undefined ? overview() : findCommand(commands, name).help(words);
  for (const line of lines) terminal.print(line);
  return 0;
}

function overview(): string[] {
  return [
    'flotilla <command> [options]',
    '',
    ...listCommands(commands),
    '',
    'flotilla help <command> lists its options.',
  ];
}

function helpFor(name: string | undefined): string {
  return commands.some((each) => each.name === name) ? `see flotilla help ${name}` : 'see flotilla help';
}

/** What was foreseen is told in its own words, anything else with its stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const unforeseen = error instanceof TypeError || error instanceof ReferenceError;
  return unforeseen ? (error.stack ?? error.message) : error.message;
}
