import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tutorial } from './repository';

/**
 * Asserts that a command has made a picture. With UPDATE_PICTURES=1 the chapter gets this one.
 *
 * @throws Error when there is none, or it is no SVG.
 */
export function takePicture(source: string, target: string): string {
  const start = readFileSync(source, 'utf8').slice(0, 500);
  if (!/^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(start))
    throw new Error(`${source} is no SVG: ${start.slice(0, 100)}`);
  if (process.env['UPDATE_PICTURES'] !== '1') return '';
  copyFileSync(source, join(tutorial, target));
  return `${target} is new`;
}
