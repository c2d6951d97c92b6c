import { stripVTControlCharacters } from 'node:util';

/**
 * Whether a terminal shows what a chapter says that it shows.
 *
 * `…` is anything in a line, and any number of lines where it stands alone. Between words there may be more spaces. Ports,
 * pids and other whole numbers of four digits or more are any such number, decimals any within a factor of ten; all else is literal.
 *
 * @returns why not; undefined when it does.
 */
export function differsFromSample(sample: string, output: string): string | undefined {
  const text = tidy(output);
  const found = toPattern(tidy(sample)).exec(`\n${text}`);
  if (!found)
    return `the output is not what the chapter shows\n--- chapter\n${sample}\n--- output\n${text.slice(-6_000)}`;
  const far = decimals(sample).find(
    (decimal, position) => !isNear(Number(decimal), Number(found[position + 1])),
  );
  return far === undefined
    ? undefined
    : `${far} is more than ten times off: ${found[0].trim().slice(0, 1_000)}`;
}

const decimal = /(?<![\w./])\d+\.\d+(?![\w.])/g;

const decimals = (text: string): string[] => tidy(text).match(decimal) ?? [];

function isNear(expected: number, actual: number): boolean {
  return actual === expected || (actual <= expected * 10 && actual >= expected / 10);
}

/** Without colours, ends of lines that nobody sees, and empty lines around it. */
function tidy(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[ \t\r]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}

/** Of a text that begins with a line end: so each line does. */
function toPattern(sample: string): RegExp {
  const lines = sample
    .split('\n')
    .map((line) => (line.trim() === '…' ? '(?:\\n[^\\n]*)*?' : `\\n${toLinePattern(line)}`));
  return new RegExp(`^${lines.join('')}$`);
}

function toLinePattern(line: string): string {
  return line
    .split(/(…|(?<![\w./])\d+\.\d+(?![\w.])|\d{4,}|\d{1,3}(?:,\d{3})+| +)/)
    .map((part) => toPartPattern(part))
    .join('');
}

function toPartPattern(part: string): string {
  if (part === '…') return '[^\\n]*?';
  if (/^\d+\.\d+$/.test(part)) return '(\\d+(?:\\.\\d+)?)';
  if (/^(\d{4,}|\d{1,3}(,\d{3})+)$/.test(part)) return '[\\d,]{4,}';
  if (/^ +$/.test(part)) return ' +';
  return part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
