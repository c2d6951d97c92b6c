import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { suggest } from '../../arguments/suggest';
import { readScenario } from './read-scenario';
import type { Scenario } from './scenario';

/** Where the scenarios are that come with the lab. */
const folder = join(__dirname, '..', '..', '..', 'scenarios');
const order = ['steady', 'mixed', 'spike', 'ramp', 'soak'];
const maxBytes = 100_000;

/** The scenarios that come with the lab, the calm ones first. */
export async function allScenarios(): Promise<Scenario[]> {
  return Promise.all((await names()).map((name) => open(join(folder, `${name}.json`), name)));
}

/**
 * One of those, or one from a file.
 *
 * @param wanted a name, or a path that ends in `.json`
 * @throws RangeError when there is none, or its file is refused
 */
export async function findScenario(wanted: string): Promise<Scenario> {
  if (wanted.endsWith('.json')) return open(wanted, nameOf(wanted));
  const known = await names();
  if (known.includes(wanted)) return open(join(folder, `${wanted}.json`), wanted);
  throw new RangeError(
    `there is no scenario ${JSON.stringify(wanted.slice(0, 80))}${suggest(wanted, known) || `: there are ${known.join(', ')}`}; a file of your own ends in .json`,
  );
}

async function open(path: string, name: string): Promise<Scenario> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new RangeError(`${path} cannot be read: ${cause.code ?? cause.message}`, { cause });
  });
  if (text.length > maxBytes) throw new RangeError(`${path} is too long: ${text.length} characters`);
  return readScenario(text, name, path);
}

/** A folder's name for the reports of a file. */
function nameOf(path: string): string {
  return (
    basename(path, extname(path))
      .replace(/[^\w-]+/g, '-')
      .slice(0, 60) || 'scenario'
  );
}

async function names(): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return files.map((file) => basename(file, '.json')).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
