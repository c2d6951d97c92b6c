import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Does to a file what a reader does who sees a diff: finds the lines that are there, and writes what is to be there.
 *
 * @throws Error when the lines are not there, or more than once.
 */
export function applyChange(
  { path, text: diff }: { readonly path: string; readonly text: string },
  folder: string,
): string {
  const lines = diff.split('\n').map((line) => ({ sign: line.charAt(0), text: line.slice(1) }));
  const before = lines.filter(({ sign }) => sign !== '+').map(({ text }) => `${text}\n`);
  const after = lines.filter(({ sign }) => sign !== '-').map(({ text }) => `${text}\n`);
  const file = join(folder, path);
  const parts = `\n${readFileSync(file, 'utf8')}`.split(`\n${before.join('')}`);
  if (parts.length !== 2)
    throw new Error(`${path} has these lines ${parts.length - 1} times:\n${before.join('')}`);
  writeFileSync(file, parts.join(`\n${after.join('')}`).slice(1));
  return '';
}
