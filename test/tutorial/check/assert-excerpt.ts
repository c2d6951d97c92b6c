import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Asserts that lines which a chapter quotes stand in their file, in this order, without others between them. A line `…`, or
 * a comment that is nothing else, stands for any lines. How far lines are indented does not matter.
 *
 * @throws Error with the first lines that do not.
 */
export function assertExcerpt(
  { path, text }: { readonly path: string; readonly text: string },
  folder: string,
): string {
  let rest = `\n${tidy(readFileSync(join(folder, path), 'utf8'))}\n`;
  for (const part of tidy(text)
    .split(/\n?^(?:\/\/ )?…$\n?/m)
    .filter(Boolean)) {
    const at = rest.indexOf(`\n${part}\n`);
    if (at === -1) throw new Error(`${path} has no such lines, there:\n${part}`);
    rest = rest.slice(at + part.length + 1);
  }
  return '';
}

const tidy = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/gm, '').replace(/^\n+|\n+$/g, '');
