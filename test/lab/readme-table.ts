import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSection } from '../bench/readme-section';
import { toSection } from './lab-table';
import type { LabResult } from './lab-table';

const root = join(__dirname, '..', '..');
const note = 'The default has retries, timeouts and outlier ejection; the others are each policy by itself.';
const readme = join(root, 'libs', 'balancing', 'README.md');

// After `flotilla lab run slow-instance --full`: puts what came out into the README of the balancing library.
async function main(): Promise<void> {
  const [path = join(root, '.flotilla', 'lab', 'slow-instance', 'result.json')] = process.argv.slice(2);
  const result = JSON.parse(await readFile(path, 'utf8')) as LabResult & { readonly form: string };
  if (result.form !== 'full') throw new Error(`${path} is of a short run: run the experiment with --full`);
  await writeSection(readme, 'lab', `${toSection(result)}\n\n${note}`);
}

void main();
