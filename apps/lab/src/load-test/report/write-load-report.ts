import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadResult } from '../result';

/**
 * Writes what was measured to a folder of the scenario's own.
 *
 * @returns the paths that are worth a look
 */
export async function writeLoadReport(result: LoadResult, out: string): Promise<string[]> {
  const folder = join(out, result.scenario);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'result.json');
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
  return [path];
}
