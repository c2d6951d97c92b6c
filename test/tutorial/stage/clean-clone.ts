import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const buildTimeoutMs = 400_000;

/**
 * Clones this repository as it was last committed, with what `npm ci` and a build give it: the packages are those that are
 * installed here, as links; results of builds that were made here are used where the sources are the same.
 */
export async function makeCleanClone(
  repository: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  await run('git', ['clone', '--quiet', repository, folder]);
  await copyModules(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const results = join(repository, '.nx');
  if (existsSync(results)) await cp(results, join(folder, '.nx'), { recursive: true });
  await run('npm', ['run', '--silent', 'build'], { cwd: folder, env, timeout: buildTimeoutMs });
}

/** As hard links, in a second; as a copy where the two are not on one disk. */
async function copyModules(from: string, to: string): Promise<void> {
  await run('cp', ['-al', from, to]).catch(async () => {
    await rm(to, { recursive: true, force: true });
    await run('cp', ['-a', from, to]);
  });
  // npm writes into this one, which would be that of both: the clone gets its own.
  const lock = join(to, '.package-lock.json');
  await rm(lock, { force: true });
  await cp(join(from, '.package-lock.json'), lock);
}
