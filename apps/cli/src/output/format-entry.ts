import type { Level, LogEntry } from './log-entry';
import type { Colour, Paint } from './paint';
import { printable } from './printable';

const maxEntryLength = 1_000;

const colours: Readonly<Record<Level, Colour>> = {
  trace: 'gray',
  debug: 'gray',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
};

/** `17:23:40 warn  message key=value`, local time. */
export function formatEntry({ level, message, time, fields }: LogEntry, paint: Paint): string {
  const details = Object.entries(fields).map(([key, value]) => ` ${key}=${formatValue(value)}`);
  const rest = printable(message + details.join(''), maxEntryLength);
  return `${paint('gray', localTime(time))} ${paint(colours[level], level.padEnd(5))} ${rest}`;
}

function localTime(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '--:--:--' : date.toTimeString().slice(0, 8);
}

/** An error is its message; its stack is for who runs the service by hand. */
function formatValue(value: unknown): string {
  if (typeof value === 'string') return /^[\w.:/-]+$/.test(value) ? value : JSON.stringify(value);
  const isError = typeof value === 'object' && value !== null && 'message' in value && 'stack' in value;
  return JSON.stringify(isError ? value.message : value);
}
