import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../app-entry';
import type { ServiceSpec } from './services';

const maxInstances = 20;

/**
 * Services that say of themselves how many of them a fleet has: `"flotilla": { "instances": 2 }` in their `package.json`.
 *
 * @param apps the folder that they are in
 * @throws RangeError for a number of instances that is none.
 */
export function findServices(apps = join(projectFolder, 'apps')): ServiceSpec[] {
  return readdirSync(apps)
    .sort()
    .flatMap((name) => {
      const instances = instancesOf(join(apps, name, 'package.json'));
      return instances === undefined ? [] : [{ name, count: () => instances, port: () => 0 }];
    });
}

function instancesOf(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const { flotilla } = JSON.parse(readFileSync(file, 'utf8')) as { flotilla?: { instances?: unknown } };
  if (flotilla === undefined) return undefined;
  const { instances } = flotilla;
  if (
    typeof instances === 'number' &&
    Number.isInteger(instances) &&
    instances >= 0 &&
    instances <= maxInstances
  )
    return instances;
  throw new RangeError(
    `${file}: flotilla.instances must be a whole number, 0 to ${maxInstances}, got ${JSON.stringify(instances)}`,
  );
}
