import { flag } from '../arguments/option';
import type { Terminal } from '../output/terminal';
import { registryUrl } from '../registry/registry-access';

/** Options of every command that reports what a registry knows. */
export const reportOptions = { 'registry-url': registryUrl, json: flag('as JSON') };

/** What a command has to tell. */
export interface Report {
  /** For programs. */
  readonly json: unknown;
  /** For people. */
  readonly lines: readonly string[];
  /** For people, to the error output: what is not the result, so that it is not in a file to which that is directed. */
  readonly remarks?: readonly string[];
  /** What is allowed, and perhaps not meant; there, too. */
  readonly warnings?: readonly string[];
}

/** @returns the exit code of a command that has done its work. */
export function printReport(terminal: Terminal, asJson: boolean, report: Report): number {
  if (asJson) terminal.print(JSON.stringify(report.json, undefined, 2));
  else printForPeople(terminal, report);
  return 0;
}

function printForPeople(terminal: Terminal, { lines, remarks = [], warnings = [] }: Report): void {
  for (const line of lines) terminal.print(line);
  for (const remark of remarks) terminal.complain(remark);
  for (const warning of warnings) terminal.complain(`warning: ${warning}`);
}
