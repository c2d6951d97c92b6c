import { readFile, writeFile } from 'node:fs/promises';

/**
 * Replaces what stands between `<!-- name:begin -->` and `<!-- name:end -->`.
 *
 * @throws Error when the file has no such section
 */
export async function writeSection(path: string, name: string, text: string): Promise<void> {
  const before = await readFile(path, 'utf8');
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} needs the lines ${begin} and ${end}`);
  await writeFile(path, `${before.slice(0, from)}${begin}\n\n${text}\n\n${before.slice(to)}`);
}
