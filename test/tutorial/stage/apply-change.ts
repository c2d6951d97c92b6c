import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Does to a file what a reader does who sees a diff: finds the lines that are there, and writes what is to be there. A line
 * `@@` stands between two places of the file.
 *
 * @throws Error when the lines of a place are not there, or more than once.
 */
export function applyChange(
  { path, text: diff }: { readonly path: string; readonly text: string },
  folder: string,
): string {
  const file = join(folder, path);
  let text = readFileSync(file, 'utf8');
  for (const hunk of diff.split(/^@@\n/m)) text = applyHunk(text, hunk.replace(/\n$/, ''), path);
  writeFileSync(file, text);
  return '';
}

function applyHunk(text: string, hunk: string, path: string): string {
  const lines = hunk.split('\n').map((line) => ({ sign: line.charAt(0), text: `${line.slice(1)}\n` }));
  const linesWithout = (sign: string): string =>
    lines.flatMap((line) => (line.sign === sign ? [] : [line.text])).join('');
  const before = linesWithout('+');
  const parts = `\n${text}`.split(`\n${before}`);
  if (parts.length !== 2) throw new Error(`${path} has these lines ${parts.length - 1} times:\n${before}`);
  return parts.join(`\n${linesWithout('-')}`).slice(1);
}
