import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { standAlone } from '../../report/stand-alone';
import type { LoadResult } from '../result';
import { loadPage } from './load-page';
import { picturesOf } from './load-pictures';

/**
 * Writes `report.html`, `result.json` and the pictures to a folder of the scenario's own.
 *
 * @returns the path of the report
 */
export async function writeLoadReport(result: LoadResult, out: string): Promise<string> {
  const folder = join(out, result.scenario);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
  const pictures = picturesOf(result);
  for (const picture of pictures) await writeFile(join(folder, `${picture.name}.svg`), standAlone(picture));
  const path = join(folder, 'report.html');
  await writeFile(path, loadPage(result, pictures));
  return path;
}
