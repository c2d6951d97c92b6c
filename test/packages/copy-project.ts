import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packedDependencies } from './packed-libraries';
import { run, start } from './run';
import type { Ended, Running, RunOptions } from './run';

const root = join(__dirname, '..', '..');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** What the snippets import beside the libraries, and the types of Node. */
function besides(): Record<string, string | undefined> {
  return {
    fastify: manifestOf(join(root, 'libs', 'server')).devDependencies?.['fastify'],
    'prom-client': manifestOf(join(root, 'libs', 'telemetry')).dependencies?.['prom-client'],
    '@types/node': manifestOf(root).devDependencies?.['@types/node'],
  };
}

/**
 * Installs every library from its tarball into an empty project. Linked, so each package sees what it declares and nothing
 * else: a dependency that is missing in a library's package.json is missing there, too.
 */
export async function installPacked(folder: string): Promise<Ended> {
  const manifest = { private: true, dependencies: { ...packedDependencies(), ...besides() } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const args = ['install', '--install-strategy=linked', '--prefer-offline', '--ignore-scripts'];
  return run('npm', [...args, '--no-audit', '--no-fund'], { cwd: folder, timeoutMs: 120_000 });
}

export type Format = 'commonjs' | 'module';

const compilerOptions = {
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2023'],
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmitOnError: true,
  skipLibCheck: true,
};

/** A user's project, CommonJS or ESM, below the folder where the libraries are installed. */
export class CopyProject {
  readonly #folder: string;

  /** @param sources TypeScript, by name */
  constructor(parent: string, format: Format, sources: ReadonlyMap<string, string>) {
    this.#folder = join(parent, format);
    mkdirSync(this.#folder);
    writeFileSync(join(this.#folder, 'package.json'), JSON.stringify({ type: format, private: true }));
    for (const [name, source] of sources) writeFileSync(join(this.#folder, `${name}.ts`), source);
  }

  start(name: string, env: RunOptions['env'] = {}): Running {
    return start(process.execPath, [`${name}.js`], { cwd: this.#folder, env, timeoutMs: 30_000 });
  }
}

/** Type checks the projects of all formats, with the types that the libraries come with, and compiles them. */
export function compileProjects(parent: string): Promise<Ended> {
  const config = { compilerOptions, include: ['commonjs/*.ts', 'module/*.ts'] };
  writeFileSync(join(parent, 'tsconfig.json'), JSON.stringify(config));
  return run(process.execPath, [compiler, '-p', '.'], { cwd: parent, timeoutMs: 120_000 });
}
