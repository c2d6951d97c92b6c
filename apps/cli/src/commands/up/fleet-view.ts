import { formatEntry } from '../../output/format-entry';
import { isAlarming, parseLogEntry } from '../../output/log-entry';
import type { Colour } from '../../output/paint';
import { printable } from '../../output/printable';
import { columnWidths, formatRow } from '../../output/table';
import type { Terminal } from '../../output/terminal';
import type { ProcessState } from '../../supervisor/process-state';
import type { SupervisedProcess } from '../../supervisor/supervised-process';
import { header, toRow } from './fleet-table';

const palette: readonly Colour[] = ['cyan', 'magenta', 'green', 'blue', 'yellow'];
const own = 'flotilla';
const maxTextLength = 1_000;

/** Prints what happens in a fleet: the log lines of its processes, and each change of their states. */
export class FleetView {
  readonly #terminal: Terminal;
  readonly #verbose: boolean;
  readonly #processes: readonly SupervisedProcess[];
  readonly #prefixWidth: number;
  #widths: readonly number[] = [];
  /** Until the table is printed, states are no news. */
  #isTablePrinted = false;

  /** @param verbose all log lines; else warnings, errors and plain text only. */
  constructor(processes: readonly SupervisedProcess[], terminal: Terminal, verbose: boolean) {
    this.#terminal = terminal;
    this.#verbose = verbose;
    this.#processes = processes;
    this.#prefixWidth = Math.max(own.length, ...processes.map(({ plan }) => plan.instance.length));
    for (const process of processes) {
      process.observe((event) => {
        if (event.type === 'line') this.#showLine(process, event.line, this.#verbose);
        else this.#showState(process, event.state);
      });
    }
  }

  /** A line of the supervisor's own. */
  say(text: string): void {
    this.#terminal.print(`${this.#terminal.paint('bold', own.padEnd(this.#prefixWidth))} | ${text}`);
  }

  showTable(): void {
    const rows = [header, ...this.#processes.map(toRow)];
    this.#widths = columnWidths(rows);
    this.#isTablePrinted = true;
    for (const row of rows) this.#terminal.print(formatRow(row, this.#widths));
  }

  /** The end of what a process printed, whatever its level. */
  showLastLines(process: SupervisedProcess): void {
    for (const line of process.lastLines) this.#showLine(process, line, true);
  }

  #showLine(process: SupervisedProcess, line: string, always: boolean): void {
    const { paint } = this.#terminal;
    const entry = parseLogEntry(line);
    if (entry && !always && !isAlarming(entry)) return;
    const text = entry ? formatEntry(entry, paint) : printable(line, maxTextLength);
    const colour = palette[this.#processes.indexOf(process) % palette.length] ?? 'cyan';
    this.#terminal.print(`${paint(colour, process.plan.instance.padEnd(this.#prefixWidth))} | ${text}`);
  }

  #showState(process: SupervisedProcess, state: ProcessState): void {
    if (state.name === 'restarting') {
      const seconds = (state.delayMs / 1_000).toFixed(1);
      this.say(`${process.plan.instance} died (${state.reason}) and starts again in ${seconds} s`);
    }
    if (this.#isTablePrinted) this.say(formatRow(toRow(process), this.#widths));
  }
}
