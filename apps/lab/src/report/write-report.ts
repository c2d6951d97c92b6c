import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../run/run-experiment';
import { indexPage } from './index-page';
import { reportPage } from './report-page';
import { standAlone } from './stand-alone';
import { toJson } from './to-json';
import { variantPictures } from './variant-pictures';

/**
 * Writes `report.html`, `result.json` and pictures of the variants side by side to a folder of the experiment's own.
 *
 * @returns the path of the report
 */
export async function writeReport(result: Result, out: string): Promise<string> {
  const folder = join(out, result.experiment.name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'result.json'), `${JSON.stringify(toJson(result), null, 2)}\n`);
  for (const picture of variantPictures(result))
    await writeFile(join(folder, `${picture.name}.svg`), standAlone(picture));
  const path = join(folder, 'report.html');
  await writeFile(path, reportPage(result));
  return path;
}

/** Writes a page that lists the hypotheses of all experiments. @returns its path */
export async function writeIndex(results: readonly Result[], out: string): Promise<string> {
  const path = join(out, 'index.html');
  await writeFile(path, indexPage(results));
  return path;
}
