// Fails when the committed code in libs/contracts is not what proto/ generates today.
import { execFileSync } from 'node:child_process';

const generated = ['libs/contracts/src/gen', 'libs/contracts/descriptors.binpb'];
const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' });
const state = () => run('git', 'status', '--porcelain', '--untracked-files=all', '--', ...generated) + hash();
const hash = () =>
  run(
    'git',
    'hash-object',
    ...run('git', 'ls-files', '-co', '--exclude-standard', '--', ...generated)
      .trim()
      .split('\n'),
  );

const before = state();
run('npm', 'run', '--silent', 'generate');
if (state() !== before) {
  console.error('The generated code was not up to date. It is now: commit libs/contracts.');
  process.exit(1);
}
